"""What the slides of an article say, and what the facilitator is told beside them.

The patient's brief is never on a slide: whoever plays the clinician would read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Any
from urllib.parse import urlsplit

import pyromark

from macros.exports.book_chapters import day
from macros.handbook import licence, schemas
from macros.handbook.answer_order import answers
from macros.handbook.article_sections import IN_BRIEF, SAY, rows_of_words
from macros.handbook.download_files import base, part_title
from macros.handbook.grounds import of_item
from macros.handbook.reviews import in_short
from macros.handbook.scenes import AFTER, BEFORE, SHORT, begun, brief, role, the
from macros.handbook.session_plan import plan
from macros.handbook.versions import of_article
from macros.markdown_extensions.typography import typeset
from macros.model import Article, Item, Library, Line, Picture, Reference, Scene

_SAID = 3  # lines from the table of words
_CALL = re.compile(r"""\{\{\s*(?:(?:xref|term)\("[^"]*"\s*,\s*"([^"]*)"|term\("([^"]*)"|\w+\(.*?)\)\s*\}\}""")
_LEAD = re.compile(r"\*\*(.+?)\*\*\s*")


@dataclass(frozen=True, slots=True)
class Par:
    """A paragraph: `lead` is set in bold before it, an `item` has a bullet, and `link` ends it and leads to `url`."""

    text: str
    lead: str = ""
    item: bool = False
    link: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide's title and text, and what stands below it for whoever leads the session."""

    title: str
    text: tuple[Par, ...]
    notes: tuple[str, ...] = ()
    code: str = ""  # an address to show as a QR code
    drawing: Picture | None = None

    @property
    def aside(self) -> int:
        """Points at the right that a picture takes from the text."""
        return 230 if self.code else 580 if self.drawing else 0


def slides(library: Library, article: Article) -> Iterator[Slide]:
    """Yield the deck of an article that has a scene; the first slide is its title."""
    scene = library.scenes[article.id]
    yield _title(library, article, scene)
    yield Slide("What you will do", _items(f"{one}." for one in article.objectives), _notes(scene.set_up))
    situation = (
        f"Only {the(role(scene, 'clinician'))} needs to know this. Leave the slide out if the others should not."
    )
    paragraphs = tuple(Par(typeset(one)) for one in scene.clinician.strip().split("\n\n"))
    yield Slide("The situation", paragraphs, (situation,))
    yield from _text_slides(article)
    yield from _drawings(library, article)
    yield _roles(scene)
    yield _ticks(scene)
    yield Slide("A poor exchange", tuple(map(_line, scene.poor)), tuple(filter(None, [scene.shows])))
    yield Slide("A good exchange", tuple(map(_line, scene.good)), tuple(_met(scene)))
    yield Slide("Talk about it", _items(scene.debrief), (" ".join(AFTER), f"If it fails: {scene.if_it_fails}"))
    yield from _question(library, article)
    yield from _grounds(library, article)
    yield _end(library, article)


def _title(library: Library, article: Article, scene: Scene) -> Slide:
    part = Par(f"{library.settings.site_name}: {part_title(library, article.page.folder)}")
    facts = f"Evidence checked {day(article.evidence_checked)}, version {of_article(library, article).text}."
    reviewed = f"{in_short(library, article)}."
    times = (f"{step}: {minutes} min" for step, minutes in plan(scene.minutes).items())
    notes = (
        f"{scene.minutes} minutes, with sheets for both players and the observer. Timing (a suggestion; times in the "
        "set-up come first):",
        *times,
        " ".join(BEFORE),
        *([f"Content note. {scene.content_note}"] if scene.content_note else []),
    )
    return Slide(typeset(article.title), (part, Par(f"{facts} {reviewed}")), _notes(*notes))


def _text_slides(article: Article) -> Iterator[Slide]:
    """Yield In brief, and three lines from the table of words."""
    if brief := article.page.section(IN_BRIEF):
        parts = [_LEAD.match(one) for one in brief.body.strip().split("\n\n")]
        yield Slide("In brief", tuple(Par(words(one.string[one.end() :]), words(one[1])) for one in parts if one))
    if said := article.page.section(SAY):
        found = list(rows_of_words(said))[:_SAID]
        text = tuple(Par(f"{words(say)} {words(why)}.", f"{words(when)}:") for when, say, _, why in found)
        other = (f"{words(when)}. Rather than: {words(rather)}" for when, _, rather, _ in found)
        yield Slide("Three things to say, and why", text, tuple(other))


def _drawings(library: Library, article: Article) -> Iterator[Slide]:
    """Yield the drawings of the article, each with what it shows in words."""
    names = [str(one.args[0]) for one in article.page.calls if one.name == "picture" and one.args]
    shown = [library.pictures[name] for name in names if name in library.pictures]
    for number, one in enumerate(shown, 1):
        title = "How it looks" if len(shown) == 1 else f"How it looks, {number} of {len(shown)}"
        yield Slide(title, (Par(typeset(one.words)),), drawing=one)


def _roles(scene: Scene) -> Slide:
    text = (
        Par("You know the situation. Play it as you would at work.", f"{begun(role(scene, 'clinician'))}.", True),
        Par(
            "You have a brief that nobody else has read. Answer as it says.", f"{begun(role(scene, 'patient'))}.", True
        ),
        Par("Say nothing. Tick what you see and hear. The set-up may give you a line to read.", "Observer.", True),
        Par(SHORT),
        *([Par(scene.content_note, "Content note.")] if scene.content_note else []),
    )
    notes = (f"{begun(the(brief(scene, 'patient')))}, for that player alone:", *scene.patient.strip().split("\n\n"))
    return Slide("Three roles", tuple(replace(one, text=typeset(one.text)) for one in text), _notes(*notes))


def _ticks(scene: Scene) -> Slide:
    ticks = _items(one.tick for one in scene.ticks)
    told = "The observer has this list. Show it to all after the first round: before, it gives the answer away."
    return Slide("What the observer ticks", ticks, (told,))


def _met(scene: Scene) -> Iterator[str]:
    """Yield which line meets which tick."""
    said = {line.id: line for line in scene.good}
    for tick in scene.ticks:
        lines = [_line(said[id]).text for id in tick.lines if id in said]
        if lines:
            yield f"{typeset(tick.tick)}: {' / '.join(lines)}"


def _question(library: Library, article: Article) -> Iterator[Slide]:
    if quiz := library.quizzes.get(article.id):
        one = quiz.questions[0]
        several = " Choose all that apply." if one.type == "multiple" else ""
        options = list(zip(ascii_uppercase, answers(article.id, one), strict=False))
        text = (Par(typeset(one.stem) + several), *(Par(typeset(it.text), f"{letter}.") for letter, it in options))
        notes = (f"{letter}: {'yes' if it.correct else 'no'}. {it.feedback}" for letter, it in options)
        yield Slide("One question", text, _notes(*notes))


def _grounds(library: Library, article: Article) -> Iterator[Slide]:
    """Yield how sure each piece of advice is, and the sources that it names."""
    items = library.checklists[article.id].items if article.id in library.checklists else ()
    if items:
        yield Slide("How sure we are", tuple(map(_sure, items)), _notes(*(f"{one.do} {one.because}" for one in items)))
    keys = dict.fromkeys(key for one in items for key in one.sources)
    if keys:
        lines = [source_line(library.references[key]) for key in keys]
        yield Slide(
            "Sources of the advice", tuple(Par(text, item=True, link=link, url=url) for text, link, url in lines)
        )


def _sure(item: Item) -> Par:
    strength = [] if item.strength == "do" else [item.strength]
    grounds = "; ".join(
        [*strength, *(f"{one.title} ({one.whose})" if one.whose else one.title for one in of_item(item))]
    )
    return Par(typeset(item.do), f"{grounds[0].upper()}{grounds[1:]}:", True)


def source_line(reference: Reference) -> tuple[str, str, str]:
    """Return who, when, where and by what design, and a link to the source: its words and where it leads."""
    csl: Any = reference.csl
    doi = csl.get("DOI")
    facts = [_who(csl), reference.year, str(csl.get("container-title-short") or csl.get("container-title") or "")]
    design = "" if reference.design == "other" else schemas.vocabulary("design")[reference.design]["title"]
    line = ", ".join(one for one in (*facts, design) if one) + "."
    if doi:
        return line, f"doi:{doi}", f"https://doi.org/{doi}"
    return line, str(urlsplit(str(csl["URL"])).hostname), str(csl["URL"])


def _who(csl: Any) -> str:
    names = [str(one.get("literal") or one.get("family")) for one in csl.get("author") or csl.get("editor") or []]
    if len(names) == 2:
        return " and ".join(names)
    others = " and others" if len(names) > 2 else ""
    return names[0] + others if names else str(csl.get("publisher") or csl.get("title") or "")


def _end(library: Library, article: Article) -> Slide:
    at = base(library) + article.page.url
    text = [Par(library.settings.site_name), Par(licence.TERMS)]
    if base(library):
        return Slide("Read it, and take it on", (*text, Par("", link=at, url=at)), code=at)
    return Slide("Read it, and take it on", tuple(text))


def _items(texts: Iterable[str]) -> tuple[Par, ...]:
    return tuple(Par(typeset(one), item=True) for one in texts)


def _line(line: Line) -> Par:
    return Par(typeset(line.text.removeprefix(f"{line.who}: ")), f"{line.who}:")


def _notes(*texts: str) -> tuple[str, ...]:
    return tuple(typeset(one.strip()) for one in texts)


def words(markdown: str) -> str:
    """Return inline Markdown as the text that people read; of a link by a macro its words."""
    text = _CALL.sub(lambda found: found[1] or (found[2] or "").replace("-", " "), markdown)
    return typeset("".join(map(_shown, pyromark.events(text))).strip())


def _shown(event: Any) -> str:
    return str(event.get("Text") or event.get("Code") or "") if isinstance(event, dict) else " "
