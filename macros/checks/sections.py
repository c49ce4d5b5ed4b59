"""KB2xx: the ten sections of an article, and the ids of every page."""

from __future__ import annotations

import re
from dataclasses import replace

from macros.checks.rule import ArticleRule, Facts, Found, PageRule, Rule
from macros.handbook import scenes
from macros.handbook.article_sections import BY_ID, IN_BRIEF, IN_ORDER, OF_SCENE, SAY, TEACH, TEN, WORDS_COLUMNS
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.sentences import by_kind
from macros.model import Article, Edit, Library, Location, Page, Section

_ORDER = list(BY_ID)


def _known(article: Article) -> list[Section]:
    """Return the page's expected sections, each once, in page order."""
    return list({section.id: section for section in article.page.sections if section.id in BY_ID}.values())


class MissingSection(ArticleRule):
    """An article without one of the ten sections, or without a part of one."""

    code = "KB201"
    message = "The section '{title}' is missing. Add a line: {mark} {title} {{ #{id} }}"

    def in_article(self, article: Article) -> Found:
        there = {section.id for section in article.page.sections}
        titles = {section.title.casefold() for section in article.page.sections}
        for id, wanted in BY_ID.items():
            if id not in there and wanted.required and wanted.title.casefold() not in titles:
                facts = {"title": wanted.title, "mark": "#" * wanted.level, "id": id}
                yield self._before(article, id), facts

    def _before(self, article: Article, id: str) -> Location:
        """Return where the section belongs: at the next one that is there, or at the end."""
        following = _ORDER[_ORDER.index(id) :]
        places = {section.id: section.place for section in article.page.sections}
        last = article.page.sections[-1].place if article.page.sections else article.page.place
        return next((places[one] for one in following if one in places), last)


class OutOfOrder(ArticleRule):
    """A section that stands before one it should follow."""

    code = "KB202"
    message = "The section '{title}' comes after '{before}'. Readers expect it earlier: move it above."

    def in_article(self, article: Article) -> Found:
        highest: Section | None = None
        for section in _known(article):
            if highest and _ORDER.index(section.id) < _ORDER.index(highest.id):
                yield section.place, {"title": section.title, "before": highest.title}
            else:
                highest = section


class UnknownSection(Rule):
    """A second-level heading that is none of the ten, on an article."""

    code = "KB203"
    message = "An article has no section '{id}'. {near}"

    def find(self, library: Library) -> Found:
        titles = {one.title.casefold() for one in IN_ORDER}
        for article in library.articles.values():
            for section in article.page.sections:
                if section.level == 2 and section.id not in TEN and section.title.casefold() not in titles:
                    yield section.place, {"id": section.id, "near": did_you_mean(section.id, TEN)}


class WrongTitle(Rule):
    """A section under another title or level than its id stands for, or under another id than its title has."""

    code = "KB204"
    message = (
        "The heading of the section '{id}' is always '{wanted}'. Write exactly that: readers know it by this name."
    )

    def find(self, library: Library) -> Found:
        by_title = {one.title.casefold(): one for one in IN_ORDER}
        for article in library.articles.values():
            scene = library.scenes.get(article.id)
            own = {f"{TEACH}-{id}": title for id, title in scenes.titles(scene).items()} if scene else {}
            for section in _known(article):
                wanted = BY_ID[section.id]
                title = own.get(section.id, wanted.title)
                if (section.title, section.level) != (title, wanted.level):
                    yield section.place, self._facts(section.id, title)
            for section in article.page.sections:
                named = by_title.get(section.title.casefold())
                if not named or not section.explicit or section.id in BY_ID:
                    continue
                if section.level == named.level or not article.page.section(named.id):
                    yield section.place, self._facts(named.id, named.title)

    def _facts(self, id: str, title: str) -> Facts:
        return {"id": id, "wanted": f"{'#' * BY_ID[id].level} {title} {{ #{id} }}"}


class NoId(Rule):
    """A heading of an article without an id of its own, whose address would change with its words."""

    code = "KB205"
    message = "The heading '{title}' has no permanent id. Add one with a space after the brace: {{ #{id} }}"
    fixable = True

    def find(self, library: Library) -> Found:
        wanted = {one.title.casefold(): one.id for one in IN_ORDER}
        for article in library.articles.values():
            for section in article.page.sections:
                titled = section.level == 1 and article.page.meta.get("title")  # KB208 says to remove it
                if not section.explicit and section.id not in TEN and not titled:
                    id = wanted.get(section.title.casefold(), section.id)
                    yield section.place, {"title": section.title, "id": id, "fix": _with_id(section, id)}


def _with_id(section: Section, id: str) -> Edit | None:
    """Return an id after a heading that is nothing but its words; one with an attribute list is left to a person."""
    place = section.place
    if place.end_column - place.column != section.level + 1 + len(section.title) or "{" in section.title:
        return None
    return Edit(replace(place, column=place.end_column), f" {{ #{id} }}")


class FirstLevelHeading(PageRule):
    """A `#` heading beside the title in front matter."""

    code = "KB208"
    message = "The title stands in the front matter already. Remove this heading or make it '##'."

    def in_page(self, page: Page) -> Found:
        for section in page.sections:
            if section.level == 1 and page.meta.get("title"):
                yield section.place, {}


class EmptySection(ArticleRule):
    """A section of an article with nothing in it."""

    code = "KB209"
    message = "The section '{title}' is empty. Write it, or say plainly that nothing is known."

    def in_article(self, article: Article) -> Found:
        for section in article.page.sections:
            if not section.body.strip() and scenes.written_in(article.page, section):
                yield section.place, {"title": section.title}


class NoMacro(ArticleRule):
    """A section without the macro that fills it."""

    code = "KB210"
    message = "The section '{title}' does not call its macro. Add a line: {{{{ {macro}() }}}}"

    def in_article(self, article: Article) -> Found:
        for section in article.page.sections:
            called = {call.name for call in article.page.calls}
            for macro in BY_ID[section.id].macros if section.id in BY_ID and section.body.strip() else ():
                if macro not in called and not re.search(rf"\{{\{{\s*{macro}\(", section.body):
                    yield section.place, {"title": section.title, "macro": macro}


class NoWordsTable(ArticleRule):
    """Words to say that are not in the table with its four columns, or a row of it with more or fewer."""

    code = "KB211"
    message = by_kind(
        table="The words to say are not in their table. Begin it with the line: {columns}",
        row="This row has {cells} columns and the table 4. Write: {columns}",
    )

    def in_article(self, article: Article) -> Found:
        for section in article.page.sections:
            if section.id != SAY or not section.body.strip():
                continue
            if WORDS_COLUMNS not in section.body:
                yield section.place, {"kind": "table", "columns": WORDS_COLUMNS}
            for number, line in enumerate(section.body.split("\n"), section.body_line):
                cells = len(re.split(r"(?<!\\)\|", line.strip().strip("|")))
                if line.startswith("|") and cells != 4 and WORDS_COLUMNS in section.body:
                    place = Location(article.page.place.file, number)
                    yield place, {"kind": "row", "cells": cells, "columns": WORDS_COLUMNS}


class CallOnCard(Rule):
    """A macro in In brief, which cards to print repeat word for word on another page."""

    code = "KB214"
    message = (
        "{title} holds a macro, which a printed card cannot show. Write plain words here and link from another section."
    )

    def find(self, library: Library) -> Found:
        for article in library.articles.values():
            for call in article.page.calls:
                if call.section == IN_BRIEF:
                    yield call.place, {"title": BY_ID[IN_BRIEF].title}


class SceneInPage(ArticleRule):
    """A part of the scene written into the page, whose place is its data file."""

    code = "KB215"
    message = "'{title}' is written in the page. Move its words to docs/_data/scenes/{id}.yml, which {{{{ scene() }}}} shows here."

    def in_article(self, article: Article) -> Found:
        for section in article.page.sections:
            if section.id in OF_SCENE and scenes.written_in(article.page, section):
                yield section.place, {"title": section.title, "id": article.id}
