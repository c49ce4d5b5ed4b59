"""Judges a page in every way that takes no reading: axe, contrast in light and dark, width, policy.

axe takes long and its verdicts depend on few things, so it judges what no page before had in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser import WIDER, violations

FAST = {"preload": False}
COLOUR = {**FAST, "runOnly": ["color-contrast", "link-in-text-block"]}
SIZE = {**FAST, "runOnly": ["target-size", "scrollable-region-focusable"]}
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
APART: list[str] = [rule for one in (COLOUR, SIZE, FRAME) for rule in one["runOnly"]]  # type: ignore[attr-defined]
PART = {**FAST, "rules": {rule: {"enabled": False} for rule in APART}}
STRUCTURE, CONTRAST = ((Path(__file__).parent / name).read_text("utf-8") for name in ("structure.js", "contrast.js"))


@dataclass
class Judge:
    """Knows what axe has judged already."""

    seen: set[str] = field(default_factory=set)

    def problems(self, page: Page, path: str) -> list[str]:
        """What is wrong with an open page at its present width."""
        refused = [f"{path}: refused {one}" for one in page.evaluate("refused.splice(0)")]
        wide = page.evaluate(WIDER)
        return [
            *refused,
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
            for kinds, options in ((found["parts"], PART), (found["sizes"], SIZE)):
                if fresh := self._fresh(kinds):
                    problems, looks = problems + self._axe(page, path, fresh, options), True
        return problems

    def _colours(self, page: Page, path: str) -> list[str]:
        problems = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
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
