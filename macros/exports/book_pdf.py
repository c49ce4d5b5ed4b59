"""The whole handbook and each of its parts as tagged PDF with outline, language and title, printed by Chromium.

WeasyPrint was tried: it gives table heads no scope and prints answers that are closed on the page.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from lxml import etree
from lxml.html import fragment_fromstring
from markupsafe import Markup

from macros.errors import CommandError
from macros.exports.book_chapters import Chapter, Part
from macros.exports.book_epub import last_day
from macros.handbook import licence
from macros.handbook.download_files import base
from macros.handbook.html_templates import fill
from macros.model import Library

_DEEPER = {"h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
_PRINT = {
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
    "preferCSSPageSize": True,
    "printBackground": False,
}
_MOMENT = re.compile(rb"(?<=Date \(D:)\d{14}")


def pdfs(library: Library, parts: Sequence[Part]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the whole and of each part; raises CommandError where no Chromium can be run."""
    moment = f"{last_day(library).replace('-', '')}000000".encode()
    wanted = [("handbook", library.settings.site_name, parts)]
    wanted += [(part.folder, part.title, [part]) for part in parts if part.folder]
    with _chromium() as browser:
        for name, title, some in wanted:
            # A context of its own has a process of its own, which numbers tags from the beginning.
            with browser.new_context(java_script_enabled=False, offline=True, locale="en-GB") as context:
                page = context.new_page()
                page.set_content(html(library, title, some))
                session = context.new_cdp_session(page)
                printed = base64.b64decode(session.send("Page.printToPDF", _PRINT)["data"])
            yield f"{name}.pdf", _MOMENT.sub(moment, printed)


def html(library: Library, title: str, parts: Sequence[Part]) -> str:
    """Return the parts as one page whose links lead within it, or to the site."""
    own = {chapter.name: chapter for part in parts for chapter in part.chapters}
    return fill(
        "book/whole.html",
        title=title,
        about=library.settings.description or library.settings.site_name,
        rights=licence.TEXT,
        css=fill("book/book.css"),
        parts=parts,
        within=lambda chapter: _within(library, chapter, own),
    )


def _within(library: Library, chapter: Chapter, own: dict[str, Chapter]) -> Markup:
    """Return a chapter's text one level down, with ids of its own."""
    text = fragment_fromstring(str(chapter.body), create_parent="div")
    for one in list(text.iter(etree.Element)):
        one.tag = _DEEPER.get(one.tag, one.tag)
        if "id" in one.attrib:
            one.set("id", f"{chapter.name}--{one.get('id')}")
        found = re.fullmatch(r"([\w-]+)\.xhtml(?:#(.*))?", one.get("href", ""))
        if found and found[1] in own:
            one.set("href", f"#{found[1]}" + (f"--{found[2]}" if found[2] else ""))
        elif found and base(library):
            one.set("href", base(library) + chapter.addresses[found[1]] + (f"#{found[2]}" if found[2] else ""))
        elif found:
            one.drop_tag()
    return Markup("".join(etree.tostring(one, encoding="unicode", method="html") for one in text))


@contextmanager
def _chromium() -> Iterator[Any]:
    """Begin a Chromium, and end it."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise CommandError("PDF is printed by Chromium through playwright, which is not installed here.") from None
    named = os.environ.get("CHROMIUM")
    path = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    with sync_playwright() as playwright:
        try:
            whole = path or playwright.chromium.executable_path  # by default it asks for a smaller one, often not there
            browser = playwright.chromium.launch(executable_path=whole, args=arguments)
        except Error as error:
            raise CommandError(
                f"PDF is printed by Chromium, which cannot be run: {str(error).splitlines()[0]}"
            ) from None
        with browser:
            yield browser
