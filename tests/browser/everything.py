"""Judges a page in every way that takes no reading: axe, contrast in light and dark, width, policy.

axe takes long and its verdicts depend on few things, so it judges what no page before had in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

from tests.browser import WIDER, violations

FAST = {"preload": False}
COLOUR = {**FAST, "runOnly": ["color-contrast", "link-in-text-block"]}
FRAME = {
    **FAST,
    "runOnly": [
        "accesskeys",
        "aria-hidden-body",
        "bypass",
        "document-title",
        "frame-title-unique",
        "heading-order",
        "html-has-lang",
        "html-lang-valid",
        "html-xml-lang-mismatch",
        "landmark-banner-is-top-level",
        "landmark-complementary-is-top-level",
        "landmark-contentinfo-is-top-level",
        "landmark-main-is-top-level",
        "landmark-no-duplicate-banner",
        "landmark-no-duplicate-contentinfo",
        "landmark-no-duplicate-main",
        "landmark-one-main",
        "landmark-unique",
        "meta-refresh",
        "meta-viewport",
        "meta-viewport-large",
        "page-has-heading-one",
        "region",
    ],
}
APART: list[str] = [rule for one in (COLOUR, FRAME) for rule in one["runOnly"]]  # type: ignore[attr-defined]
PART = {**FAST, "rules": {**{rule: {"enabled": False} for rule in APART}, "target-size": {"enabled": True}}}
STRUCTURE, CONTRAST = ((Path(__file__).parent / name).read_text("utf-8") for name in ("structure.js", "contrast.js"))


@dataclass
class Judge:
    """Knows what axe has judged already."""

    seen: set[str] = field(default_factory=set)
    schemes: Sequence[Literal["light", "dark"]] = ("dark", "light")

    def problems(self, page: Page, path: str) -> list[str]:
        """What is wrong with an open page at its present width."""
        refused, wide = page.evaluate(f"[refused.splice(0), {WIDER}]")
        return [
            *(f"{path}: refused {one}" for one in refused),
            *([f"{path}: {wide} px too wide"] if wide > 0 else []),
            *self._structure(page, path),
            *self._colours(page, path),
        ]

    def _structure(self, page: Page, path: str) -> list[str]:
        problems, looks = [], True
        while looks:  # again where something was new, as a script may have put another thing in its place meanwhile
            found, looks = page.evaluate(STRUCTURE), False
            if self._fresh([found["frame"]]):
                problems, looks = problems + self._axe(page, path, None, FRAME), True
            if fresh := self._fresh(found["parts"] + found["sizes"]):
                problems, looks = problems + self._axe(page, path, fresh, PART), True
        return problems

    def _colours(self, page: Page, path: str) -> list[str]:
        problems = []
        self.schemes = self.schemes[::-1]  # so that it begins as the last page ended
        for scheme in self.schemes:
            page.emulate_media(color_scheme=scheme)
            contrast = page.evaluate(CONTRAST)
            problems += [f"{path} in {scheme}: {one}" for one in contrast["found"]]
            if fresh := self._fresh(contrast["kinds"]):
                problems += self._axe(page, f"{path} in {scheme}", fresh, COLOUR)
        return problems

    def _fresh(self, kinds: list[str]) -> list[str]:
        fresh = [one for one in kinds if one not in self.seen]
        self.seen.update(fresh)
        return fresh

    @staticmethod
    def _axe(page: Page, path: str, kinds: list[str] | None, options: dict[str, Any]) -> list[str]:
        return [f"{path}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in violations(page, kinds, **options)]
