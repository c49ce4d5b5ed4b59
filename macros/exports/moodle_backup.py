"""Moodle's own backup (.mbz): a course with section names, quizzes that show their feedback, and completion rules.

Common Cartridge can say none of these. A backup is a ZIP file of small XML files, several for each activity; what
Moodle does without on restoring is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5

from markupsafe import Markup

from macros.exports.cartridge_writer import version_list
from macros.exports.course_pack import short_packs
from macros.exports.moodle_bank import category_id, question_bank, question_id
from macros.exports.pack import Link, Pack, Test
from macros.exports.xml import fill, uri
from macros.exports.zipped import zipped
from macros.handbook.cartridge_reader import VERSIONS
from macros.handbook.download_files import BACKUP
from macros.model import Library

_PASS = 0.75  # of the marks, as in SCORM packages
_CONTEXT = 10  # before a module's number, so that its context is none of the course or the system
_EMPTY = {
    "files.xml": "files",
    "groups.xml": "groups",
    "scales.xml": "scales_definition",
    "outcomes.xml": "outcomes_definition",
    "roles.xml": "roles_definition",
    "course/roles.xml": "roles",
}
_WITHOUT = ("users", "role_assignments", "blocks", "filters", "comments", "badges", "calendarevents", "userscompletion")
_SETTINGS = {"activities": "1", **dict.fromkeys(_WITHOUT, "0")}


@dataclass(frozen=True, slots=True)
class _Activity:
    """An entry of a pack as an activity; `position` is that of a quiz among the quizzes, from 0."""

    id: int
    section: int
    entry: Link | Test
    position: int
    may_complete: bool

    @property
    def kind(self) -> str:
        return "url" if isinstance(self.entry, Link) else "quiz"


def backups(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield file name and bytes of the backup of the whole handbook, then of each part; equal for equal text."""
    for _, pack in short_packs(library):
        name = pack.id.removeprefix("pack.")
        yield BACKUP.format(name), zipped(files(library, pack, name))


def files(library: Library, pack: Pack, name: str) -> Iterator[tuple[str, str]]:
    """Name and text of each file; `name` becomes the short name of the course."""
    activities, time = list(_activities(pack)), _time(library)
    course = {"name": name, "title": pack.title, "time": time}
    yield "moodle_backup.xml", _backup(pack, activities, course)
    yield VERSIONS, version_list(pack)
    yield from ((file, fill("moodle/empty", root=root)) for file, root in _EMPTY.items())
    summary = Markup("<p>{}</p><p>{}</p>").format(pack.description, pack.licence)
    yield "course/course.xml", fill("moodle/course", **course, summary=summary)
    quizzes = [library.articles[one.entry.quiz.id] for one in activities if isinstance(one.entry, Test)]
    yield "questions.xml", question_bank(library, quizzes, time)
    for number, module in enumerate(pack.modules):
        sequence = ",".join(str(one.id) for one in activities if one.section == number + 1)
        known = {"id": str(number + 1), "number": str(number), "title": module.title, "time": time}
        yield f"sections/section_{number + 1}/section.xml", fill("moodle/section", **known, sequence=sequence)
    for one in activities:
        for file, text in _files(one, time):
            yield f"activities/{one.kind}_{one.id}/{file}", text


def _activities(pack: Pack) -> Iterator[_Activity]:
    """Yield every entry; whether it is done counts in every section but the first, which says what the pack is."""
    id = quizzes = 0
    for section, module in enumerate(pack.modules, 1):
        for entry in module.entries:
            id += 1
            yield _Activity(id, section, entry, quizzes, section > 1)
            quizzes += isinstance(entry, Test)


def _time(library: Library) -> str:
    """Return the last day on which evidence was checked, as the course's start: a file must not depend on when it is made."""
    day = max(one.evidence_checked for one in library.articles.values())
    return str(int(datetime.fromisoformat(f"{day}T00:00+00:00").timestamp()))


def _backup(pack: Pack, activities: list[_Activity], course: dict[str, str]) -> str:
    sections = [(str(id), one.title) for id, one in enumerate(pack.modules, 1)]
    settings = [fill("moodle/setting", name=one, value=value) for one, value in _SETTINGS.items()]
    settings += [fill("moodle/setting-of", level="section", of=f"section_{id}") for id, _ in sections]
    settings += [fill("moodle/setting-of", level="activity", of=f"{one.kind}_{one.id}") for one in activities]
    return fill(
        "moodle/backup",
        **course,
        site=pack.site,
        hash=md5(f"{pack.site}{pack.id}".encode(), usedforsecurity=False).hexdigest(),
        ACTIVITIES=[_listed(one) for one in activities],
        SECTIONS=[fill("moodle/listed-section", id=id, title=title) for id, title in sections],
        SETTINGS=settings,
    )


def _listed(one: _Activity) -> str:
    known = {"id": str(one.id), "section": str(one.section), "kind": one.kind, "title": one.entry.title}
    return fill("moodle/listed-activity", **known)


def _files(one: _Activity, time: str) -> Iterator[tuple[str, str]]:
    """Yield the files of an activity: its place and rules, itself, what it is marked by and what it refers to."""
    hidden = isinstance(one.entry, Link) and one.entry.for_trainers
    yield (
        "module.xml",
        fill(
            "moodle/module",
            id=str(one.id),
            kind=one.kind,
            section=str(one.section),
            number=str(one.section - 1),
            visible=str(int(not hidden)),
            time=time,
            COMPLETION=[fill(f"moodle/completion-{_completion(one, hidden)}")],
        ),
    )
    context = str(_CONTEXT + one.id)
    if isinstance(one.entry, Link):
        known = {"id": str(one.id), "context": context, "title": one.entry.title, "url": uri(one.entry.url)}
        yield "url.xml", fill("moodle/url", **known, time=time)
        yield "grades.xml", fill("moodle/grades", ITEM=[])
        yield "inforef.xml", fill("moodle/inforef", CATEGORIES=[])
    else:
        yield from _quiz(one.id, one.entry, category_id(one.position), context, time)
    yield "roles.xml", fill("moodle/empty", root="roles")


def _completion(one: _Activity, hidden: bool) -> str:
    if hidden or not one.may_complete:
        return "none"
    return "viewed" if isinstance(one.entry, Link) else "passed"


def _quiz(id: int, test: Test, category: int, context: str, time: str) -> Iterator[tuple[str, str]]:
    """Yield a quiz of one mark a question; a pass is as in SCORM packages."""
    count = len(test.quiz.questions)
    known = {"id": str(id), "title": test.title, "marks": str(count), "time": time}
    slots = [
        fill(
            "moodle/slot",
            quiz=str(id),
            context=context,
            number=str(position + 1),
            question=str(question_id(category, position)),
        )
        for position in range(count)
    ]
    yield "quiz.xml", fill("moodle/quiz", **known, context=context, SLOTS=slots)
    item = fill("moodle/grade-item", **known, **{"pass": f"{count * _PASS:g}"}, NULL=["@NULL@"])
    yield "grades.xml", fill("moodle/grades", ITEM=[item])
    yield "inforef.xml", fill("moodle/inforef", CATEGORIES=[fill("moodle/category-ref", id=str(category))])
