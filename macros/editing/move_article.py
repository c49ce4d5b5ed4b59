"""`kb move`: put an article under another pillar, with a redirect from where it was."""

from __future__ import annotations

import re
from pathlib import Path

from macros.errors import CommandError
from macros.handbook.did_you_mean import did_you_mean
from macros.model import ARTICLE_FOLDERS, Library


def move(library: Library, id: str, folder: str) -> str:
    """Move an article to another folder and redirect its old address; gives the new path in docs/."""
    if id not in library.articles:
        raise CommandError(f"There is no article '{id}'. {did_you_mean(id, library.articles)}")
    if folder not in ARTICLE_FOLDERS:
        raise CommandError(f"There is no folder '{folder}' for articles. {did_you_mean(folder, ARTICLE_FOLDERS)}")
    old = library.articles[id].page.path
    new = f"{folder}/{id}.md"
    if old == new:
        raise CommandError(f"The article '{id}' is in '{folder}' already.")
    settings = library.root / "mkdocs.yml"
    text = _with_redirect(settings.read_text("utf-8"), old, new)
    (library.root / "docs" / folder).mkdir(exist_ok=True)
    Path(library.root, "docs", old).rename(Path(library.root, "docs", new))
    settings.write_text(text, "utf-8")
    return new


def _with_redirect(text: str, old: str, new: str) -> str:
    """Return mkdocs.yml with the redirect added, earlier ones pointed at the new place and one back to here dropped."""
    text = re.sub(rf"^ +{re.escape(new)}: .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(rf"^( +\S+\.md: ){re.escape(old)}$", rf"\g<1>{new}", text, flags=re.MULTILINE)
    found = re.search(r"^( *)redirect_maps:(?: *\{ *\})? *$", text, re.MULTILINE)
    if found is None:
        raise CommandError(
            "mkdocs.yml has no line 'redirect_maps:' of its own under its redirects plugin. Write it so, each redirect "
            "below it, then move again."
        )
    line = f"{found[1]}redirect_maps:\n{found[1]}  {old}: {new}"
    return text[: found.start()] + line + text[found.end() :]
