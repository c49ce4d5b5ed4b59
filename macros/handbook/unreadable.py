"""Articles that cannot be read whole: what stands on them is not known until they are fixed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from macros.model import Library


@lru_cache(maxsize=4)
def unread(library: Library) -> frozenset[str]:
    """The ids of articles whose page, checklist or quiz cannot be read or is missing; the finding on that says enough."""
    broken = {id for code in ("KB101", "KB115", "KB401", "KB402") for id in _stems(library, code)}
    broken |= {id for id in _stems(library, "KB102") if id not in library.articles}  # else its text is known
    missing = {id for id in library.articles if id not in library.checklists or id not in library.quizzes}
    return frozenset(broken | missing)


def _stems(library: Library, code: str) -> set[str]:
    return {PurePosixPath(one.place.file).stem for one in library.problems if one.code == code}
