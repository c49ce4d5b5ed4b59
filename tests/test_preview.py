"""A saved edit is shown at once where it concerns one page, and never with a mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import handbook
from macros.devserver.preview import Preview, concerned

CASES = [
    ({"docs/rapport/greet.md"}, {"rapport/greet.md"}),
    ({"docs/_data/checklists/greet.yml", "docs/about/source.md"}, {"rapport/greet.md", "about/source.md"}),
    ({"docs/_data/quizzes/listen.yml"}, {"rapport/listen.md"}),
    ({"docs/rapport/greet.md", "docs/_data/references/a.yml"}, set()),
    ({"docs/rapport/gone.md"}, set()),
    ({"mkdocs.yml"}, set()),
]


@pytest.mark.parametrize(("changed", "pages"), CASES, ids=["+".join(sorted(changed)) for changed, _ in CASES])
def test_a_file_concerns_its_own_page_or_else_any(good: Path, changed: set[str], pages: set[str]) -> None:
    assert concerned(handbook.load(good), changed) == pages


@pytest.fixture
def site(good: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A served site of two pages; its builder writes the page's source, and only where a page is older."""
    found = good / "served/site"
    for page in ("rapport/greet", "rapport/listen"):
        (found / page).mkdir(parents=True)
        (found / page / "index.html").write_text("old", "utf-8")

    def build(root: Path, site: Path, builder: str, checked: str) -> list[object]:
        assert builder == "one page"
        for html in site.rglob("index.html"):
            if html.stat().st_mtime == 0:
                source = root / "docs" / f"{html.parent.relative_to(site)}.md"
                html.write_text(source.read_text("utf-8"), "utf-8")
        return []

    monkeypatch.setattr("macros.devserver.preview.run_builder", build)
    return found


def test_only_the_page_that_was_edited_is_renewed(good: Path, site: Path) -> None:
    preview = Preview(good, site)
    preview.renew()
    page = good / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("you back.", "you."), "utf-8")
    assert preview.show({"docs/rapport/greet.md"}) == ("", True)
    assert "They greet people you." in (site / "rapport/greet/index.html").read_text("utf-8")
    assert (site / "rapport/listen/index.html").read_text("utf-8") == "old"
    assert sorted(path.name for path in (site / "rapport/greet").iterdir()) == ["index.html"]


def test_a_mistake_is_told_and_not_shown(good: Path, site: Path) -> None:
    preview = Preview(good, site)
    preview.renew()
    page = good / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("{{ checklist() }}", "{{ cheklist() }}"), "utf-8")
    problems, shown = preview.show({"docs/rapport/greet.md"})
    assert not shown
    assert "KB307 " in problems
    assert " in 3 articles." in problems
    assert (site / "rapport/greet/index.html").read_text("utf-8") == "old"


def test_before_the_first_whole_build_nothing_is_shown(good: Path, site: Path) -> None:
    assert Preview(good, site).show({"docs/rapport/greet.md"}) == ("", False)
