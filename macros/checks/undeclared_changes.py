"""KB60x: a change of published advice is declared, and called by its right name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import PurePosixPath

from macros.checks.rule import DatedRule, Found, Rule, latest
from macros.handbook import change_log
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import spoilt, unread
from macros.handbook.versions import of_article
from macros.model import Article, Change, Library, Location, Severity

TO_FILL = "FILL: what changed and why, in one line"


class Undeclared(DatedRule):
    """An article whose advice is not as it was last declared; words alone may change freely."""

    code = "KB605"
    message = by_kind(
        new="The advice of {items} changed, but the log of changes does not say so. When all else is fixed, add a file "
        "{file} that holds what is below, with your reason between the quotation marks after 'summary' (in a terminal, this does the same: "
        '.venv/bin/kb change {id} --advice "what changed and why"):\n{lines}',
        again="The advice of {items} has changed since {file} declared it. If that file is part of your proposal, put what is "
        "below in the place of everything there from 'version' on when all else is fixed, and see that its summary still says "
        'all. If it is not, run .venv/bin/kb change {id} --advice "what changed and why", or ask us to:\n{lines}',
    )

    def find(self, library: Library) -> Found:
        if any(problem.code.endswith(("01", "02")) or problem.code == "KB115" for problem in library.problems):
            return
        known, broken = (
            change_log.declared(library),
            unread(library) | {PurePosixPath(file).stem for file in spoilt(library)},
        )
        for article in library.articles.values():
            if article.id in broken or article.page.text_line == 1:
                continue  # to fix what is wrong there changes the lines to add
            found = known.get(article.id)
            if found and change_log.items_to_declare(library, article) and not _misnamed(library, article, found):
                yield article.page.place, self._facts(library, article, found.last)

    def _facts(self, library: Library, article: Article, last: Change) -> dict[str, str]:
        """Return what to add; or, where the last entry is so new that it may be of the same proposal, what it is to hold."""
        told, today = {"id": article.id, "items": change_log.describe(library, article)}, self.today.isoformat()
        if last.kind == change_log.ADVICE and last.date >= (self.today - timedelta(days=1)).isoformat():
            before = replace(library, changes=tuple(one for one in library.changes if one is not last))
            if change_log.items_to_declare(before, article):
                text = change_log.entry(before, article, change_log.ADVICE, TO_FILL, today).text.rstrip()
                return {"kind": "again", **told, "file": last.place.file, "lines": text[text.index("version: ") :]}
        wanted = change_log.entry(library, article, change_log.ADVICE, TO_FILL, today)
        return {"kind": "new", **told, "file": wanted.file, "lines": wanted.text.rstrip()}


def _misnamed(library: Library, article: Article, found: change_log.Declared) -> bool:
    """Return whether the last entry speaks of the article as it stands, and yet leaves out advice that changed (KB606)."""
    return (
        bool(change_log.items_to_declare(library, article)) and of_article(library, article).text == found.last.version
    )


class WrongKind(Rule):
    """A change called editorial although it changed advice, or one that leaves out an item whose advice changed."""

    code = "KB606"
    message = by_kind(
        editorial="An editorial change sets no advice. Write 'kind: advice', or remove 'items'.",
        advice="This change is called {called}, but the advice of {items} changed. Write 'kind: advice' and "
        "'items: {{{versions}}}', and say in the summary why.",
    )

    def find(self, library: Library) -> Found:
        for change in library.changes:
            if change.kind == change_log.EDITORIAL and change.items:
                yield change.where("kind"), {"kind": "editorial"}
        for article in library.articles.values():
            found = change_log.declared(library).get(article.id)
            if found and _misnamed(library, article, found):
                missing = change_log.items_to_declare(library, article)
                versions = ", ".join(f'{id}: "{one}"' for id, one in missing.items())
                items = change_log.describe(library, article)
                facts = {"kind": "advice", "called": found.last.kind, "items": items, "versions": versions}
                yield found.last.where("kind"), facts


class UnknownArticle(Rule):
    """A change of an article that does not exist and was never published."""

    code = "KB607"
    message = "There is no article '{id}', and none was ever published. {near}"

    def find(self, library: Library) -> Found:
        published = {row.url.rstrip("/").rpartition("/")[2] for row in library.permalinks} | set(library.articles)
        for change in library.changes:
            if change.article and change.article not in published:
                near = did_you_mean(change.article, library.articles)
                yield change.where("article"), {"id": change.article, "near": near}


class ChangeDate(DatedRule):
    """A change dated after today."""

    code = "KB608"
    message = "{date} is in the future. Write today's date."

    def find(self, library: Library) -> Found:
        last = latest(self.today)
        for change in library.changes:
            if change.date > last:
                yield change.where("date"), {"date": change.date}


class NotListed(Rule):
    """An article that the log of changes does not know yet."""

    code = "KB609"
    message = "This article is new to the log of changes. A maintainer enters it there with `.venv/bin/kb ledger` before it is published."
    severity = Severity.SUGGESTION

    def find(self, library: Library) -> Found:
        if library.changes:
            for article in library.articles.values():
                if article.id not in change_log.declared(library):
                    yield article.page.place, {}


class OldLog(Rule):
    """The log as one file for all changes, which two proposals could not both add to."""

    code = "KB610"
    message = "This log is not read. Write each of its entries as a file of its own in {folder}/, and remove this file."

    def find(self, library: Library) -> Found:
        if (file := f"{change_log.FOLDER}.yml") in library.files:
            yield Location(file), {"folder": change_log.FOLDER}
