"""Files for other software: a link to each that is there, and a plain sentence where one is not."""

from __future__ import annotations

from macros.handbook.download_files import KINDS, Download, base, of_kind, path, size
from macros.handbook.resolve import require
from macros.model import Library, Page
from macros.render.text import address, plain

ELSEWHERE = "A published copy has them on this page."
NO_ADDRESS = "They lead back to the handbook, and this copy was built without a web address to lead to (SITE_URL)."


def downloads(library: Library, page: Page, kind: str) -> str:
    """The files of a kind: packs, short packs, Moodle courses, questions, flash cards, changes, data or books."""
    require("KB306", "kind of download", kind, KINDS)
    found = of_kind(library, kind)
    rows = [_line(page, one, bytes_) for one in found if (bytes_ := size(library, one.name))]
    missing = [one for one in found if not size(library, one.name)]
    return "\n".join(rows) + (f"\n\n{_why(library, kind, missing)}" if missing else "")


def _line(page: Page, one: Download, bytes_: int) -> str:
    link = f"[{plain(one.title)}]({address(page, path(one.name))})"
    return f"- {link}: {plain(one.about)} ({max(1, round(bytes_ / 1000))} KB)"


def _why(library: Library, kind: str, missing: list[Download]) -> str:
    names = ", ".join(plain(one.title) for one in missing)
    if missing[0].absolute and not base(library):
        why = f"{ELSEWHERE} {NO_ADDRESS}"
    elif kind == "changes" and not library.changes:
        why = "No change has been published yet."
    elif kind == "books":
        why = f"{ELSEWHERE} The command `kb export --books` makes them, from a site that was built before."
    else:
        why = f"{ELSEWHERE} The command `kb export` makes them, which `make site` and `make serve` run."
    return f"Not in this copy: {names}. {why}"
