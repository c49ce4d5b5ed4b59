"""mkdocs.yml -> Settings: the few values that Python needs from it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from macros.handbook import data, yaml_tree
from macros.handbook.sentences import diagnostic
from macros.handbook.text_file import Source
from macros.model import Diagnostic, Settings

_NO = {"", "false", "off", "no", "0"}
_REDIRECTS = (
    "Redirects are kept in {file}, so that a proposal which moves a page changes no setting. Write each as a line there, such "
    "as 'rapport/old-name.md: rapport/new-name.md', and take 'redirects' out of the plugins."
)


def read(source: Source) -> tuple[Settings, list[Diagnostic]]:
    """Read mkdocs.yml, leaving its own tags such as `!ENV` to the builder; raises Unreadable when it is not YAML."""
    tree = yaml_tree.read(source, "KB102")
    value = tree.value if isinstance(tree.value, dict) else {}
    extra = value["extra"] if isinstance(value.get("extra"), dict) else {}
    site_url = _from_environment(value.get("site_url"))
    settings = Settings(
        site_name=str(value.get("site_name") or ""),
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        description=str(value.get("site_description") or ""),
        offline=_from_environment(extra.get("offline", True)).lower() not in _NO,
    )
    return settings, [
        diagnostic(tree.places.at("plugins", *keys), "KB603", _REDIRECTS, {"file": data.REDIRECTS})
        for keys in _redirects_plugin(value.get("plugins"))
    ]


def _from_environment(value: Any) -> str:
    """Return a text, or what `!ENV [NAME, default]` stands for now."""
    if isinstance(value, list) and value:
        *names, default = value
        value = next((os.environ[name] for name in names if os.environ.get(name)), default)
    return str(value or "")


def repository(environment: Mapping[str, str]) -> dict[str, str]:
    """Return REPO_URL and REPO_BRANCH, where nobody set them, from what GitHub says of the place it runs in."""
    found: dict[str, str] = {}
    server, name = environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY")
    if not environment.get("REPO_URL") and server and name:
        found["REPO_URL"] = f"{server}/{name}"
    branch = environment.get("GITHUB_BASE_REF") or environment.get("GITHUB_REF_NAME")
    if not environment.get("REPO_BRANCH") and branch:
        found["REPO_BRANCH"] = branch
    return found


def _redirects_plugin(plugins: Any) -> Iterator[tuple[str | int, ...]]:
    """Yield the keys of the redirects plugin, whether plugins are a list or a mapping."""
    if isinstance(plugins, dict):
        yield from (("key:redirects",) for one in plugins if one == "redirects")
    for number, one in enumerate(plugins if isinstance(plugins, list) else ()):
        if one == "redirects" or (isinstance(one, dict) and "redirects" in one):
            yield (number,)
