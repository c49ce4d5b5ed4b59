"""Who has looked at what."""

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
