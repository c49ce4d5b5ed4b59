"""Who has looked at what."""

from __future__ import annotations

from macros.handbook.reviews import counted, sentences
from macros.model import Library, Page
from macros.render.text import address, box, plain


def review_count(library: Library, page: Page) -> str:
    """How many articles clinicians and groups of patients have reviewed, in a sentence."""
    return counted(library)


def review_status(library: Library, page: Page) -> str:
    """Every article with the day its evidence was checked, its reviews from outside and when it is due again."""
    rows = ["| Article | Evidence checked | Reviewed | Due |", "|---|---|---|---|"]
    for one in sorted(library.articles.values(), key=lambda article: (article.review_due, article.title)):
        link = f"[{plain(one.title)}]({address(page, one.page)})"
        reviews = "; ".join(map(plain, sentences(library, one))) or "Not yet"
        rows.append(f"| {link} | {one.evidence_checked} | {reviews} | {one.review_due} |")
    return box("status", "\n".join(rows))
