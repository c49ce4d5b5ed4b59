"""Who has looked at what, and what nobody has studied."""

from __future__ import annotations

from macros.model import Article, Library, Page
from macros.render.text import address, plain


def review_status(library: Library, page: Page) -> str:
    """Every article with the day its evidence was checked, its reviews by clinicians and when it is due again."""
    rows = [
        '<div class="status" markdown="block">',
        "",
        "| Article | Evidence checked | Reviewed by a clinician | Due |",
        "|---|---|---|---|",
    ]
    for one in sorted(library.articles.values(), key=lambda article: (article.review_due, article.title)):
        link = f"[{plain(one.title)}]({address(page, one.page)})"
        rows.append(f"| {link} | {one.evidence_checked} | {_reviews(one)} | {one.review_due} |")
    return "\n".join([*rows, "", "</div>"])


def _reviews(article: Article) -> str:
    return (
        "; ".join(
            f"{plain(str(one.get('name')))}, {plain(str(one.get('role')))}, {one.get('date')} "
            f"(interests: {plain(str(one.get('interests')))})"
            for one in article.reviews
        )
        or "Not yet"
    )


def gaps(library: Library, page: Page) -> str:
    """The advice for which no study was found, by article: what nobody has tested yet."""
    rows = []
    for article in library.articles.values():
        checklist = library.checklists.get(article.id)
        items = [item for item in checklist.items if item.certainty == "practice"] if checklist else []
        if items:
            links = "; ".join(f"[{plain(item.do)}]({address(page, article.page, item.id)})" for item in items)
            rows.append(f"- **{plain(article.title)}.** {links}")
    return "\n".join(rows) or "Every piece of advice rests on at least one study."
