"""Where rules differ: what laws, regulators and terms of use ask for, by country."""

from __future__ import annotations

from collections import defaultdict

from macros.handbook import schemas
from macros.model import Article, Duty, Item, Library, Page
from macros.render.text import address, plain

Asked = tuple[Duty, Item, Article]


def duties(library: Library, page: Page) -> str:
    """Each country with the duties we name there, by body and year, linked to the advice that rests on them."""
    by_country: defaultdict[str, list[Asked]] = defaultdict(list)
    for article in library.articles.values():
        for item in library.checklists[article.id].items if article.id in library.checklists else ():
            for duty in item.duties:
                by_country[duty.country].append((duty, item, article))
    known = [country for country in schemas.vocabulary("country") if country in by_country]
    return "\n\n".join(_country(page, country, by_country[country]) for country in known) or "No duty is named yet."


def _country(page: Page, country: str, asked: list[Asked]) -> str:
    by_body: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for duty, item, article in asked:
        by_body[duty.body, duty.year].append(f"    - [{plain(item.do)}]({address(page, article.page, item.id)})")
    rows = [
        f"- **{plain(body)}, {year}**\n" + "\n".join(dict.fromkeys(items))
        for (body, year), items in sorted(by_body.items())
    ]
    return f"## {country} {{ #{country.lower().replace(' ', '-')} }}\n\n" + "\n".join(rows)
