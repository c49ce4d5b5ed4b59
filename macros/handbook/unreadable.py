"""Articles that cannot be read whole: what stands on them is not known until they are fixed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from macros.handbook.resolve import REFERENCES
from macros.model import Library


@lru_cache(maxsize=4)
def unread(library: Library) -> frozenset[str]:
    """Return the ids of articles whose page, checklist or quiz cannot be read or is missing; the finding on that says enough."""
    broken = {id for code in ("KB101", "KB115", "KB401", "KB402") for id in _stems(library, code)}
    broken |= {id for id in _stems(library, "KB102") if id not in library.articles}  # else its text is known
    if "docs/_data/trust_trials.yml" in spoilt(library):
        broken |= {
            id for id, one in library.articles.items() if any(call.name == "trials_table" for call in one.page.calls)
        }
    missing = {id for id in library.articles if id not in library.checklists or id not in library.quizzes}
    return frozenset(broken | missing)


@lru_cache(maxsize=4)
def spoilt(library: Library) -> frozenset[str]:
    """Return the files with something wrong in them: what they hold may be missing, and is not missed elsewhere as well."""
    return frozenset(one.place.file for one in library.problems)


def lacks_references(library: Library) -> bool:
    """Return whether something is wrong in the references, so that what an item rests on is not known."""
    return any(file.startswith(REFERENCES) for file in spoilt(library))


def _stems(library: Library, code: str) -> set[str]:
    return {PurePosixPath(one.place.file).stem for one in library.problems if one.code == code}
