"""mkdocs.yml -> Settings: the few values that Python needs from it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from macros.handbook import yaml_tree
from macros.handbook.text_file import Source
from macros.model import Diagnostic, Settings

_NO = {"", "false", "off", "no", "0"}
NO_PAGE_PATH = "{old!r} is not a page's path. Write the old page's path in docs/, such as 'rapport/old-name.md'."


def read(source: Source) -> tuple[Settings, list[Diagnostic]]:
    """Read mkdocs.yml, leaving its own tags such as `!ENV` to the builder; raises Unreadable when it is not YAML."""
    tree = yaml_tree.read(source, "KB102")
    value = tree.value if isinstance(tree.value, dict) else {}
    extra = value["extra"] if isinstance(value.get("extra"), dict) else {}
    site_url = _from_environment(value.get("site_url"))
    keys, maps = _redirect_maps(value.get("plugins"))
    settings = Settings(
        site_name=str(value.get("site_name") or ""),
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        description=str(value.get("site_description") or ""),
        redirects={str(old): str(new) for old, new in maps.items()},
        redirect_places={str(old): tree.places.at(*keys, "key:" + str(old)) for old in maps},
        markdown_extensions=tuple(_extensions(value.get("markdown_extensions"))),
        offline=_from_environment(extra.get("offline", True)).lower() not in _NO,
    )
    return settings, []


def is_page_path(old: str) -> bool:
    """Return whether a redirect's page is one in docs/: a builder would write another wherever it leads."""
    return bool(re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.md", old))


def _extensions(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the extensions of Python-Markdown with their settings, in order."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield from ((str(name), config if isinstance(config, dict) else {}) for name, config in one.items())
        else:
            yield str(one), {}


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


def _redirect_maps(plugins: Any) -> tuple[tuple[str | int, ...], Mapping[str, Any]]:
    """Return the redirects plugin's map and its keys in the file, whether plugins are a list or a mapping."""
    entries = plugins.items() if isinstance(plugins, dict) else enumerate(plugins if isinstance(plugins, list) else ())
    for key, entry in entries:
        at: tuple[str | int, ...] = ("plugins", key)
        if isinstance(key, int):
            at, entry = (*at, "redirects"), entry.get("redirects") if isinstance(entry, dict) else None
        elif key != "redirects":
            continue
        if isinstance(entry, dict) and isinstance(entry.get("redirect_maps"), dict):
            return (*at, "redirect_maps"), entry["redirect_maps"]
    return ("plugins",), {}
