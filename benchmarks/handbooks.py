"""The handbooks that are measured: this one, and made ones of any size."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks import generator

THIS = 0  # the size that stands for this handbook itself


@dataclass(frozen=True, slots=True)
class Sample:
    """What is visited of a handbook: an article of middling length, and queries that lead somewhere, the first one first."""

    article: str
    queries: tuple[str, ...]


_MADE = Sample(
    "rapport/topic-0000",
    ("topic number 12", "theme 7", "subject 21", "topic 33", "honest plan", "number 40"),
)
_THIS = Sample(
    "rapport/active-listening",
    ("patient crying", "dnacpr", "interrupt", "made a mistake", "refuses vaccine", "interpreter"),
)


def write(root: Path, size: int) -> None:
    """Write a project of `size` articles, or a copy of this one, into an empty folder."""
    if size != THIS:
        generator.handbook(root, size)
        return
    for name in ("macros", "overrides", "docs"):
        shutil.copytree(
            generator.PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "downloads")
        )
    shutil.copy(generator.PROJECT / "mkdocs.yml", root)


def name(size: int) -> str:
    """How the tables name a handbook."""
    return (
        f"this handbook, {len(list((generator.PROJECT / 'docs/_data/scenes').glob('*.yml')))}"
        if size == THIS
        else f"{size:,}"
    )


def sample(size: int) -> Sample:
    """What is visited of the handbook of this size."""
    return _THIS if size == THIS else _MADE
