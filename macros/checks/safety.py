"""KB8xx: nothing that a contributor writes is run by the build, and nothing but text and pictures is published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

from macros.checks.rule import Facts, Found, PageRule, Rule, in_text, lines_with
from macros.handbook import template
from macros.handbook.authored_text import found_in_strings
from macros.handbook.download_files import FOLDER
from macros.handbook.invisible_characters import RIGHT_TO_LEFT, UNSEEN, are_piled
from macros.handbook.sentences import by_kind
from macros.handbook.taken_addresses import PICTURES, taken
from macros.model import Diagnostic, DropInvisible, Keys, Library, Location, Page

_MARKUP = re.compile(r"\{\{.*|\{%.*|\{#.*|<\s*/?[a-zA-Z!?][^>]*>?|&(?:lt|#0*60|#x0*3c)\b;?.*", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\w+|[a-zA-Z]{2,31});?")
_RUN = re.compile(f"{UNSEEN.pattern}+")
_CONTROL = re.compile(rf"[\t\n\r]|{UNSEEN.pattern}")
_DIGIT = re.compile(r"\d|\{\{\s*cite\b")  # which shows a number
_BEGINS = re.compile(r"[ \t]*(?:$|[|#>*+-]|\d+[.)])")  # a line that goes on with nothing before it
_INCLUDE = re.compile(r"^[ \t]*-+8<-+", re.MULTILINE)
_DATA_KINDS = (".yml", ".tsv")
_REFERENCES = (".bib", ".nbib", ".ris")

_KINDS_OF_FILE = (
    "Pages are .md, pictures .png, .jpg, .webp, .avif or .gif, data .yml in docs/_data/ and drawings .svg in "
    "docs/_data/pictures/. Save it as one of these, or remove it."
)


class TemplateCode(PageRule):
    """Template code that is not a call of one of our macros with literal arguments (KB206 speaks of `{#`, KB309 of calls in code)."""

    code = "KB801"
    message = by_kind(
        "{shown!r} is template code that is not allowed. ",
        unended="It does not end: write }}}} where it should.",
        quotes='Macros take texts in straight quotes: write " for each quotation mark.',
        code='Only macros with texts in quotes are, such as {{{{ xref("teach-back") }}}}.',
    )

    def in_page(self, page: Page) -> Found:
        for fragment in page.code:
            if not fragment.text.startswith("{#") and not template.is_call(fragment.text):
                shown = fragment.text.split("\n")[0][:60]
                yield fragment.place, {"shown": shown, "kind": _kind(fragment.text)}


def _kind(code: str) -> str:
    if code.startswith("{{") and ("{{" in code[2:] or not code.endswith("}}")):
        return "unended"
    return "quotes" if re.search("[\u2018\u2019\u201c\u201d]", code) else "code"


class Include(PageRule):
    """An include mark of the snippets extension, which could read any file of the machine."""

    code = "KB806"
    message = "A page cannot include a file. Remove this line; for shared text use a macro."

    def in_page(self, page: Page) -> Found:
        yield from ((line, {}) for line, _ in lines_with(page, _INCLUDE))


class DataMarkup(Rule):
    """Template code or HTML in front matter or data, which are plain text."""

    code = "KB807"
    message = "{shown!r} looks like code. Front matter and data are plain text: write it in words."

    def find(self, library: Library) -> Found:
        seen: set[tuple[str, int]] = set()
        for places, keys, shown in found_in_strings(library, _code_in):
            place = places.at(*keys)
            seen.add((place.file, place.line))
            yield place, {"shown": shown}
        for page in library.pages.values():
            for number, line in enumerate(page.head.split("\n"), 1):  # keys and all else included that is no value
                for found in _MARKUP.finditer(line) if (page.place.file, number) not in seen else ():
                    yield Location(page.place.file, number, found.start() + 1), {"shown": found[0][:40]}


def _code_in(text: str, is_copied: bool) -> str | None:
    found = _MARKUP.search(text) if not is_copied and ("{" in text or "<" in text or "&" in text) else None
    return found[0][:40] if found else None


class Invisible(PageRule):
    """A character that nobody sees: a control, a mark of writing direction, a space of no width."""

    code = "KB808"
    message = (
        "There is an invisible character here: {name}. It can make text look different from what it does: delete it."
    )
    fixable = True

    def find(self, library: Library) -> Found:
        yield from super().find(library)
        yield from self.anew(library.pages.values(), self.in_calls)
        for places, keys, unseen in found_in_strings(library, _unseen):
            yield places.at(*keys), {"unseen": unseen}

    def in_page(self, page: Page) -> Found:
        where = in_text(page)
        for found in _RUN.finditer(page.text):
            yield page.place, {"found": found, "where": where}
        for found in _ENTITY.finditer(page.text):
            if UNSEEN.search(unescape(found[0])):
                yield page.place, {"found": found, "where": where}

    def in_calls(self, page: Page) -> Found:
        for call in page.calls:
            for text in (*call.args, *call.kwargs.values()):
                if found := _CONTROL.search(text) if isinstance(text, str) else None:
                    yield call.place, {"name": _name(found[0])}

    def finding(self, place: Location, facts: Facts) -> Diagnostic:
        """Say what and where on a page it is only now: of a file full of them most are counted and never told."""
        if found := facts.get("found"):
            place = facts["where"](found.start(), found.end())
            facts = {"name": found[0][:20]} if found[0][0] == "&" else {"unseen": found[0]}
        if unseen := facts.pop("unseen", ""):
            others = f" and {len(unseen) - 1:,} more" if len(unseen) > 1 else ""
            facts = {"name": _name(unseen[0]) + others, "fix": DropInvisible()}
        return super().finding(place, facts)


def _unseen(text: str, _: bool) -> str | None:
    return "".join(UNSEEN.findall(text)) or None


class Piled(PageRule):
    """Five marks or more on one letter, which reach over the lines above and below."""

    code = "KB819"
    message = (
        "So many marks stand on one letter here that they cover other lines. Leave at most those that the word needs."
    )

    def find(self, library: Library) -> Found:
        yield from super().find(library)
        yield from self.anew(library.pages.values(), self.in_calls)
        for places, keys, _ in found_in_strings(library, _piled):
            yield places.at(*keys), {}

    def in_page(self, page: Page) -> Found:
        for number, line in enumerate(page.text.split("\n"), page.text_line) if _may_hold_marks(page.text) else ():
            if are_piled(unescape(line)):
                yield Location(page.place.file, number), {}

    def in_calls(self, page: Page) -> Found:
        for call in page.calls:
            if any(are_piled(str(given)) for given in (*call.args, *call.kwargs.values())):
                yield call.place, {}


def _may_hold_marks(text: str) -> bool:
    return "&" in text or not text.isascii()


def _piled(text: str, _: bool) -> bool | None:
    return (not text.isascii() and are_piled(text)) or None


class MixedDirection(PageRule):
    """Writing from right to left in a line with numbers, or in a field that is shown beside them: numbers and dashes change places there."""

    code = "KB817"
    message = by_kind(
        "Next to right-to-left text, numbers and dashes change places",
        together=": put them in a paragraph of their own.",
        shown=", and this is shown beside some, such as a year. Write it in Latin letters, as reference lists do with names; "
        "translate a title.",
    )

    def find(self, library: Library) -> Found:
        yield from super().find(library)
        for places, keys, text in found_in_strings(library, _turned):
            place = places.at(*keys)
            if _DIGIT.search(text):
                yield place, {"kind": "together"}
            elif _is_beside_numbers(place.file, keys):
                yield place, {"kind": "shown"}

    def in_page(self, page: Page) -> Found:
        for number, lines in _shown_together(page) if _may_hold_marks(page.text) else ():
            plain = [unescape(line) for line in lines]
            turned = next((at for at, line in enumerate(plain) if RIGHT_TO_LEFT.search(line)), None)
            if turned is not None and any(map(_DIGIT.search, plain)):
                found = RIGHT_TO_LEFT.search(lines[turned])
                place = Location(page.place.file, number + turned, found.start() + 1 if found else 1)
                yield place, {"kind": "together"}


def _turned(text: str, _: bool) -> str | None:
    return text if not text.isascii() and RIGHT_TO_LEFT.search(text) else None


# What the site shows in one line with years, counts or marks of sources, by file or folder; of a reference all but what stands alone.
_BESIDE_NUMBERS: dict[str, set[tuple[str, ...]]] = {
    "checklists": {("items", "do"), ("items", "because"), ("items", "duty", "body")},
    "quizzes": {("questions", "stem")},
    "glossary.yml": {("terms", "term")},
    "topics.yml": {("topics", "title")},
    "trust_trials.yml": {("trials", "found")},
}
_ALONE = {"population", "finding", "limits", "note", "authority"}


def _is_beside_numbers(file: str, keys: Keys) -> bool:
    """Return whether a value of front matter or data is shown in one line with numbers."""
    names = tuple(one for one in keys if isinstance(one, str))
    if not file.startswith("docs/_data/"):
        return names == ("title",)
    kind = file.split("/")[2]
    return not _ALONE & set(names[:1]) if kind == "references" else names in _BESIDE_NUMBERS.get(kind, set())


def _shown_together(page: Page) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a page that are shown as one, each group with the number of its first."""
    first, together = page.text_line, list[str]()
    for number, line in enumerate(page.text.split("\n"), page.text_line):
        if together and (_BEGINS.match(line) or together[-1].lstrip().startswith(("#", "|"))):
            yield first, together
            first, together = number, []
        together.append(line)
    yield first, together


@cache
def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'a control character')}"


class ForeignFile(Rule):
    """A file in docs/ that is neither a page, data nor a picture, or would take the address of another file of the site."""

    code = "KB809"
    message = by_kind(
        references="References are kept in docs/_data/references/, by the first letter of their ids. Put an entry for each in its place there, like those around it "
        "(docs/contribute/data.md#reference says what each key holds). Or, in a terminal, run `.venv/bin/kb import` on this file. Then "
        "remove it.",
        kind=f"A file of this kind is published as it is and may run code. {_KINDS_OF_FILE}",
        special=f"This is a pipe, a socket or a device and no file. {_KINDS_OF_FILE}",
        link=f"This is a link to another file, which could be any of the machine's. {_KINDS_OF_FILE}",
        ours="The site itself writes '{address}', and this file would replace it. Rename it, for example '{better}'.",
        folder="The site itself writes everything in '{address}/', so this file would be lost there or replace a part. "
        "Rename it, for example '{better}'.",
        twice="'{other}' has this address already ({address}), and one of the two would be lost. Rename one of them.",
        redirect="docs/_data/redirects.yml sends readers of this address ({address}) to '{to}', and they would not see this "
        "file. Rename it, or take that line out there.",
        readme="Builders take a README for the index of its folder. Rename it '{better}'.",
        second="Builders take a README for the index of its folder, and there is '{better}' already. Move this text into that "
        "file, or give this file another name.",
    )

    def find(self, library: Library) -> Found:
        for file in library.files:
            if file.startswith("docs/") and not _of_a_kind(file):
                yield Location(file), {"kind": "references" if file.lower().endswith(_REFERENCES) else "kind"}
            elif not file.endswith((".md", ".svg", *_DATA_KINDS)) and (odd := _no_file(library.root / file)):
                yield Location(file), {"kind": odd}
            elif facts := taken(library).get(file):
                yield Location(file), dict(facts)


def _no_file(path: Path) -> str:
    """Say what stands where a file should; nothing where one does."""
    return "link" if path.is_symlink() else "special" if path.exists() and not path.is_file() else ""


def _of_a_kind(file: str) -> bool:
    """Return whether we read this file, or it is a picture; builders take `.MD` for no page, and `kb export` removes pages."""
    if file.startswith(f"{FOLDER}/"):
        return False
    if file.startswith("docs/_data/"):
        return file.endswith(_DATA_KINDS) or (file.startswith("docs/_data/pictures/") and file.endswith(".svg"))
    return file.endswith(".md") or file.lower().endswith(PICTURES)


class OldId(Rule):
    """An old id given to `moved` that is not a valid id."""

    code = "KB810"
    message = "{shown!r} is not a valid id. Write the old id of the section: lower-case words joined by hyphens."

    def find(self, library: Library) -> Found:
        for _, call in library.calls():
            if call.name == "moved" and call.args and not re.fullmatch(r"[\w-]+", str(call.args[0]), re.ASCII):
                yield call.place, {"shown": str(call.args[0])[:40]}
