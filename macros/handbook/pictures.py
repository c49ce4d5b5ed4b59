"""A drawing in docs/_data/pictures/ as a page holds it: a few kinds of shapes, and its words in `<title>`.

What a drawing may hold is listed here and nowhere else, so that none can run, load or look like anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import StringIO
from xml.parsers import expat
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from macros.handbook.sentences import Template, by_kind, diagnostic
from macros.handbook.text_file import Source
from macros.model import Diagnostic, Facts, Location, Picture

LARGEST = 1536  # bytes in a page
FEWEST_WORDS = 8
_NUMBER = r"\d+(?:\.\d+)?"
_SHEET = {
    "xmlns": r"http://www\.w3\.org/2000/svg",
    "viewBox": r"0 0 300 \d{2,3}",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "font-size": "13",
}
SHAPES: Mapping[str, Mapping[str, str]] = {
    "path": {"d": r"M[MLHVCQAZmlhvcqaz0-9 .-]+", "stroke-dasharray": "2 5", "fill": "currentColor"},
    "g": {"fill": "currentColor", "stroke": "none", "text-anchor": "start|middle|end"},
    "text": {"x": _NUMBER, "y": _NUMBER},
}
_ALLOWED = "Draw with <path>, <g> and <text> alone, with the attributes that the other pictures have."
_SHOWS = "Write in <title>, in a sentence or two, what someone sees in it."
SENTENCES: Mapping[str, Template] = {
    "KB431": by_kind(
        broken="This is no SVG ({error}). Save it again as plain SVG.",
        part=f"{{what}} is not allowed in a picture. {_ALLOWED}",
        lacks=f"A drawing without '{{name}}' is not allowed in a picture. {_ALLOWED}",
    ),
    "KB432": by_kind(
        none=f"Nothing says what the picture shows. {_SHOWS}",
        few=f"'{{words}}' does not tell what the picture shows. {_SHOWS}",
        of="'{words}' begins by saying that it is a picture. Begin with what is in it: who sits, stands or does what.",
    ),
    "KB433": "This picture has {bytes:,} bytes; at most {most:,} fit a page. Draw less.",
}
OF_A_PICTURE = re.compile(
    r"(?:(?:an?|the|this|our) )?(?:diagram|drawing|figure|graphic|icon|illustration|image|picture|sketch|svg|view)s?"
    r"(?: (?:of|with|in which|that|which|to|shows?|showing|depicts?|depicting)\b|:)",
    re.IGNORECASE,
)
Problem = tuple[Location, str, Facts]


class _Reader:
    """Follows a drawing's elements and keeps those that a page may hold."""

    def __init__(self, source: Source) -> None:
        self.source, self.problems, self.drawn = source, list[Problem](), StringIO()
        self.writer = XMLGenerator(self.drawn, short_empty_elements=True)
        self.words, self.height, self.inside = "", 0, list[str]()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = lambda *_: self._wrong(kind="part", what="A document type")

    def read(self) -> None:
        try:
            self.parser.Parse(self.source.text, True)
        except expat.ExpatError as error:
            here = Location(self.source.file, error.lineno, error.offset + 1)
            self.problems.append((here, "KB431", {"kind": "broken", "error": expat.errors.messages[error.code]}))

    def _wrong(self, **facts: str) -> None:
        here = Location(self.source.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.problems.append((here, "KB431", facts))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        kept = self._kept(tag, attributes)
        if not self.inside:
            self.height = int(kept.get("viewBox", "0").split()[-1])
            for name in sorted(_SHEET.keys() - attributes.keys()):
                self._wrong(kind="lacks", name=name)
        elif tag in SHAPES:
            self.writer.startElement(tag, AttributesImpl(kept))
        self.inside.append(tag)

    def _kept(self, tag: str, attributes: dict[str, str]) -> dict[str, str]:
        """Return the attributes that an element may have here; what it may not have is reported, and so is the element."""
        allowed = SHAPES.get(tag) if self.inside else _SHEET
        if tag != "svg" if not self.inside else tag not in ("title", *SHAPES):
            self._wrong(kind="part", what=f"<{tag}>")
            return {}
        kept = {
            name: value for name, value in attributes.items() if re.fullmatch((allowed or {}).get(name, r"(?!)"), value)
        }
        for name in attributes.keys() - kept.keys():
            self._wrong(kind="part", what=f'{name}="{attributes[name][:30]}"')
        return kept

    def _end(self, tag: str) -> None:
        self.inside.pop()
        if tag in SHAPES:
            self.writer.endElement(tag)

    def _text(self, text: str) -> None:
        if self.inside[-1] == "title":
            self.words += text
        elif self.inside[-1] == "text":
            self.writer.characters(text)


def read(source: Source, id: str) -> tuple[Picture, list[Diagnostic]]:
    """Return a picture by its file's stem, whatever is wrong with it; nothing that is not allowed is in what it draws."""
    reader = _Reader(source)
    reader.read()
    words, drawn = " ".join(reader.words.split()), reader.drawn.getvalue()
    problems = [*reader.problems, *_about(source, words, drawn)]
    picture = Picture(id, Location(source.file), words, reader.height, drawn)
    return picture, [diagnostic(place, code, SENTENCES[code], facts) for place, code, facts in problems]


def _about(source: Source, words: str, drawn: str) -> Iterator[Problem]:
    here = Location(source.file)
    if not words:
        yield here, "KB432", {"kind": "none"}
    elif len(words.split()) < FEWEST_WORDS or OF_A_PICTURE.match(words):
        yield here, "KB432", {"kind": "of" if OF_A_PICTURE.match(words) else "few", "words": words[:40]}
    if (size := len(drawn.encode())) > LARGEST:
        yield here, "KB433", {"bytes": size, "most": LARGEST}
