"""docs/**/*.md -> Page, and its front matter -> Article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace

from macros.handbook import markdown, marks, schemas, template, yaml_tree
from macros.handbook.data import Values
from macros.handbook.raw_markup import Ranges
from macros.handbook.sentences import diagnostic
from macros.handbook.text_file import NOT_TEXT, Source, Unreadable
from macros.handbook.yaml_tree import Tree
from macros.model import ONLY_ARTICLES, Article, Call, Diagnostic, Fragment, Location, Page, Related, Section, SourceMap

_FENCE = "---\n"
_LONGEST_HEAD = 20_000


def read(source: Source, path: str) -> tuple[Page, Article | None, list[Diagnostic]]:
    """Read one page; `path` is relative to docs/. Broken front matter leaves the page without values, and a finding."""
    if not source.text.strip():
        raise Unreadable(diagnostic(Location(source.file), "KB101", NOT_TEXT, {"kind": "empty"}))
    problems: list[Diagnostic] = []
    start = _front_matter_end(source.text)
    if facts := _too_much(source.text, start):
        raise Unreadable(diagnostic(Location(source.file), "KB101", NOT_TEXT, facts))
    tree = Tree({}, SourceMap(source.file))
    try:
        if start:
            tree = yaml_tree.read(source, "KB102", source.text[len(_FENCE) : start - len(_FENCE)], 2)
    except Unreadable as error:
        problems.append(error.finding)
    page = _page(source, path, start, tree)
    article = is_article(path, page.meta)
    if start and not problems:
        problems += schemas.findings("article" if article else "page", tree, 1)
    return page, _article(page) if article else None, problems


def is_article(path: str, meta: Mapping[str, object]) -> bool:
    """Return whether a page is an article: it lies in a pillar or foundations, or says where in the visit it belongs."""
    folder, _, name = path.partition("/")
    return name != "index.md" and (folder in ONLY_ARTICLES or "stage" in meta)


def _too_much(text: str, start: int) -> dict[str, object]:
    """Return the facts on a page that would take longer to read than any page is worth."""
    if start > _LONGEST_HEAD:
        return {"kind": "head", "characters": start, "most": _LONGEST_HEAD}
    if (weight := marks.weigh(text.encode(), marks.PAGE)).marks > marks.PAGE.most:
        return {"kind": "marks", "marks": weight.marks, "characters": marks.PAGE.shown, "most": marks.PAGE.most}
    return {}


def _front_matter_end(text: str) -> int:
    """Return the offset after the closing `---`, or 0 without front matter."""
    if not text.startswith(_FENCE):
        return 0
    end = text.find("\n---\n", len(_FENCE) - 1)
    return end + len("\n---\n") if end >= 0 else 0


def _page(source: Source, path: str, start: int, tree: Tree) -> Page:
    found, other, raw = template.read(source, source.text[start:], start)
    outline = markdown.read(source, start, [(begin, end) for begin, end, _ in found], raw)
    code = Ranges(outline.code)
    in_code = {begin for begin, _, _ in found if begin in code}
    other += [Fragment(source.text[b:e], source.place(b, e)) for b, e, _ in found if b in in_code]
    calls = _with_sections([call for begin, _, call in found if begin not in in_code], outline.sections)
    return Page(
        path=path,
        place=Location(source.file),
        meta=tree.value if isinstance(tree.value, dict) else {},
        places=tree.places,
        head=source.text[:start],
        text=source.text[start:],
        text_line=source.place(start).line,
        sections=tuple(outline.sections),
        calls=tuple(calls),
        code=tuple(other),
        links=tuple(outline.links),
        **outline.suspects._asdict(),
        anchors=tuple(outline.anchors),
    )


def _with_sections(calls: Iterable[Call], sections: list[Section]) -> list[Call]:
    """Return each call with the id of the section it stands in."""
    lines = [section.place.line for section in sections]
    result = []
    for call in calls:
        index = bisect_right(lines, call.place.line) - 1
        result.append(replace(call, section=sections[index].id) if index >= 0 else call)
    return result


def _article(page: Page) -> Article:
    head = Values(dict(page.meta), page.places, ())
    reviews = head.values.get("reviews")
    return Article(
        page=page,
        description=head.text("description"),
        settings=head.texts("settings"),
        stage=head.texts("stage"),
        minutes=0,
        objectives=(),
        related=tuple(one.make(Related) for one in head.within("see_also")),
        source_statements=head.texts("source_statements"),
        evidence_checked=head.text("evidence_checked"),
        reviews=tuple(one for one in reviews if isinstance(one, dict)) if isinstance(reviews, list) else (),
        review_due=head.text("review_due"),
    )
