"""KB1xx: what stands at the head of a page."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from macros.checks.rule import DatedRule, Found, PageRule, Rule, latest
from macros.handbook import schemas
from macros.handbook.pages import is_article
from macros.handbook.resolve import words_of
from macros.handbook.sentences import by_kind
from macros.handbook.taken_addresses import PICTURES, is_readme
from macros.model import ARTICLE_FOLDERS, Library, Location, Page


class NoFrontMatter(PageRule):
    """A page that does not begin with front matter between two lines of `---`."""

    code = "KB106"
    message = by_kind(
        unbegun="This page has no front matter. Begin it with '---', a title, a description and '---', each on its own line.",
        unended="The front matter does not end. Write '---' on a line of its own below its last key.",
    )

    def in_page(self, page: Page) -> Found:
        if page.text_line == 1:
            yield page.place, {"kind": "unended" if page.text.startswith("---\n") else "unbegun"}


class DueBeforeChecked(Rule):
    """A review that is due before the evidence was checked."""

    code = "KB107"
    message = "review_due {due} is not after evidence_checked {checked}. Set it to the day this article is to be looked at again."

    def find(self, library: Library) -> Found:
        for one in library.articles.values():
            if one.evidence_checked and one.review_due and one.review_due <= one.evidence_checked:
                yield one.page.where("review_due"), {"due": one.review_due, "checked": one.evidence_checked}


class CheckedInFuture(DatedRule):
    """Evidence, a review, or what is known of a source, dated after today."""

    code = "KB108"
    message = "{day} is in the future. Write the day on which it was done."

    def find(self, library: Library) -> Found:
        last = latest(self.today)
        for one in library.articles.values():
            if one.evidence_checked > last:
                yield one.page.where("evidence_checked"), {"day": one.evidence_checked}
            for index, review in enumerate(one.reviews):
                if str(review.get("date") or "") > last:
                    yield one.page.where("reviews", index, "date"), {"day": review.get("date")}
        for status in library.evidence.values():
            named = [(status, "confirmed"), *((one, key) for one in status.notices for key in ("seen", "considered"))]
            days = ((entry.where(key), getattr(entry, key)) for entry, key in named)
            yield from ((place, {"day": day}) for place, day in days if day > last)


class SameTitle(Rule):
    """Two pages with one title."""

    code = "KB109"
    message = "The title {title!r} is used by {other} too. Give each page its own."

    def find(self, library: Library) -> Found:
        first: dict[str, Page] = {}
        published = {row.url for row in library.permalinks}
        for page in sorted(library.pages.values(), key=lambda page: page.url not in published):
            if not page.meta.get("title"):
                continue
            other = first.setdefault(page.title.casefold(), page)
            if other.id != page.id or (other.id == "index" and other is not page):
                yield page.where("title"), {"title": page.title, "other": other.place.file}


class FileName(Rule):
    """A page or picture whose name, or a folder of it, is not lower-case words joined by hyphens (KB809 speaks of READMEs)."""

    code = "KB110"
    message = (
        "The name '{name}' becomes part of the address. Use lower-case letters, digits and hyphens, such as '{better}'."
    )

    def find(self, library: Library) -> Found:
        for file in library.files:
            if file.startswith("docs/") and (file.endswith(".md") or file.lower().endswith(PICTURES)):
                path = PurePosixPath(file)
                for name in (path.parent if is_readme(file) else path.with_suffix("")).parts[1:]:
                    if not schemas.is_id(name):
                        better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "new-name"
                        yield Location(file), {"name": name, "better": better}


class SameId(Rule):
    """Two articles in different folders with one id."""

    code = "KB111"
    message = "The id '{id}' is taken by {other}. An article's file name is its permanent id: choose another."

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            kept = library.articles.get(page.id)
            if kept and is_article(page.path, page.meta) and kept.page.path != page.path:
                yield page.place, {"id": page.id, "other": kept.page.place.file}


class WrongFolder(Rule):
    """An article outside the six folders of articles."""

    code = "KB113"
    message = "An article's folder is one of {folders}. Move this file there, or remove 'stage' if it is no article."

    def find(self, library: Library) -> Found:
        for one in library.articles.values():
            if one.page.folder not in ARTICLE_FOLDERS or one.page.path.count("/") > 1:
                yield one.page.place, {"folders": ", ".join(ARTICLE_FOLDERS)}


class AliasIsTitle(Rule):
    """A search word that is the title of another article, which would win its search."""

    code = "KB112"
    message = (
        "The search word {alias!r} is the title of {other}. Remove it, so that a search for it finds that article."
    )

    def find(self, library: Library) -> Found:
        titles = {one.title.casefold(): one for one in library.articles.values()}
        for one in library.articles.values():
            words = words_of(library, one.page)
            if words is None:
                continue
            for index, alias in enumerate(words.names):
                other = titles.get(alias.casefold())
                if other and other.id != one.id:
                    asked = index - len(words.words)
                    place = words.where("words", index) if asked < 0 else words.asked[asked].place
                    yield place, {"alias": alias, "other": other.page.place.file}
