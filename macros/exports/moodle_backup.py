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

from macros.exports.cartridge_writer import feedback_html, version_list
from macros.exports.course_pack import Link, Pack, Test, short_packs
from macros.exports.questions import asked, id_number, marks, tags
from macros.exports.xml import fill_loops, uri
from macros.exports.zipped import zipped
from macros.handbook.cartridge_reader import VERSIONS
from macros.handbook.download_files import BACKUP
from macros.model import Library

_PASS = 0.75  # of the marks, as in SCORM packages
_CONTEXT = 10  # before a module's number, so that its context is none of the course or the system
_TOP = 1  # the category of questions that holds all others
_MOST = 100  # questions of a quiz, and options of a question
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
    """An entry of a pack as an activity: a link, or a quiz of one mark a question with its category of the bank."""

    id: int
    section: int
    entry: Link | Test
    category: int

    @property
    def kind(self) -> str:
        return "url" if isinstance(self.entry, Link) else "quiz"

    @property
    def context(self) -> int:
        return _CONTEXT + self.id

    @property
    def visible(self) -> int:
        return int(isinstance(self.entry, Test) or not self.entry.for_trainers)

    @property
    def completion(self) -> str:
        """When it is done: once viewed, or once passed; it never counts in the first section, which says what the pack is."""
        if not self.visible or self.section == 1:
            return "none"
        return "viewed" if isinstance(self.entry, Link) else "passed"

    @property
    def marks(self) -> int:
        return len(self.entry.quiz.questions) if isinstance(self.entry, Test) else 0

    @property
    def to_pass(self) -> str:
        return f"{self.marks * _PASS:g}"


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
    yield from ((file, fill_loops("moodle/empty.xml", root=root)) for file, root in _EMPTY.items())
    summary = Markup("<p>{}</p><p>{}</p>").format(pack.description, pack.licence)
    yield "course/course.xml", fill_loops("moodle/course.xml", **course, summary=summary)
    yield "questions.xml", _question_bank(library, activities, time)
    for id, module in enumerate(pack.modules, 1):
        sequence = ",".join(str(one.id) for one in activities if one.section == id)
        known = {"id": id, "number": id - 1, "module": module, "sequence": sequence, "time": time}
        yield f"sections/section_{id}/section.xml", fill_loops("moodle/section.xml", **known)
    for one in activities:
        folder, known = f"activities/{one.kind}_{one.id}", {"one": one, "time": time}
        for file in ("module.xml", f"{one.kind}.xml", "grades.xml", "inforef.xml"):
            text = fill_loops(f"moodle/{file}", **known, question_id=_question_id, uri=uri)
            yield f"{folder}/{file}", text
        yield f"{folder}/roles.xml", fill_loops("moodle/empty.xml", root="roles")


def _activities(pack: Pack) -> Iterator[_Activity]:
    id, category = 0, _TOP
    for section, module in enumerate(pack.modules, 1):
        for entry in module.entries:
            id += 1
            category += isinstance(entry, Test)
            yield _Activity(id, section, entry, category)


def _time(library: Library) -> str:
    """Return the last day on which evidence was checked, as the course's start: a file must not depend on when it is made."""
    day = max(one.evidence_checked for one in library.articles.values())
    return str(int(datetime.fromisoformat(f"{day}T00:00+00:00").timestamp()))


def _backup(pack: Pack, activities: list[_Activity], course: dict[str, str]) -> str:
    parts = [("section", f"section_{id}") for id, _ in enumerate(pack.modules, 1)]
    parts += [("activity", f"{one.kind}_{one.id}") for one in activities]
    return fill_loops(
        "moodle/backup.xml",
        **course,
        site=pack.site,
        hash=md5(f"{pack.site}{pack.id}".encode(), usedforsecurity=False).hexdigest(),
        activities=activities,
        modules=pack.modules,
        settings=_SETTINGS,
        parts=parts,
    )


def _question_bank(library: Library, activities: list[_Activity], time: str) -> str:
    """Return the quizzes, each under a category that is numbered as its activity says.

    Numbers stand for what they do in the backup only, where Moodle asks that they agree; it gives out its own on restoring.
    """
    articles = [library.articles[one.entry.quiz.id] for one in activities if isinstance(one.entry, Test)]
    quizzes = [(None, []), *((article, asked(library, article)) for article in articles)]
    parts = {"feedback": feedback_html, "id_number": id_number, "marks": marks, "tags": tags}
    return fill_loops("moodle/questions.xml", quizzes=quizzes, time=time, question_id=_question_id, most=_MOST, **parts)


def _question_id(category: int, position: int) -> int:
    """Return the number of a category's question at a position, from 0."""
    return category * _MOST + position
