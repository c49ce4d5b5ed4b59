"""How many findings are given: of a file, and of a whole run, as many as anyone may need; the rest are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from macros.handbook.schemas import MORE
from macros.handbook.sentences import diagnostic
from macros.model import Diagnostic, Facts, Location, Severity

MOST = 1_000  # of one file
FIRST = 3  # of each file, once there are MANY in all
MANY, MOST_IN_ALL = 3_000, 10_000
_NAMED = 10  # files whose number of further findings is told

MORE_IN_ALL = (
    "There are {more:,} more findings, in {files:,} files: {named}. Fix what is listed first, or propose fewer files."
)


class Tally:
    """Gathers the findings of a run, each once, and counts those that are not given."""

    def __init__(self) -> None:
        self.findings: set[Diagnostic] = set()
        self._given: Counter[str] = Counter()
        self._more: Counter[str] = Counter()
        self._errors: Counter[str] = Counter()  # of those, the ones that are no mere suggestions

    def take(self, one: Diagnostic) -> None:
        """Add a finding that is in words already."""
        self.add(one.place.file, one.severity, lambda: one)

    def add(self, file: str, severity: Severity, make: Callable[[], Diagnostic]) -> None:
        """Add a finding on a file; where it has enough, only count it, and never put it into words."""
        if self._given[file] >= self._most():
            self._more[file] += 1
            if severity is Severity.ERROR:
                self._errors[file] += 1
        elif (one := make()) not in self.findings:
            self.findings.add(one)
            self._given[file] += 1

    def _most(self) -> int:
        """Return how many findings a file may give now."""
        given = len(self.findings)
        return MOST if given < MANY else FIRST if given < MOST_IN_ALL else 0

    def cut(self) -> frozenset[str]:
        """Return the files of which not every finding is given."""
        return frozenset(self._more)

    def more(self) -> Iterator[Diagnostic]:
        """Yield what was counted only: a finding for each file with more than any may give, and one for all others."""
        rest = self._more.copy()
        for file in [one for one in rest if self._given[one] >= MOST]:
            yield self._counted(file, "KB114", MORE, [file], {"more": rest.pop(file)})
        if rest:
            named = [f"{file} ({more:,})" for file, more in rest.most_common(_NAMED)]
            named += [f"and {len(rest) - _NAMED:,} more files"] if len(rest) > _NAMED else []
            facts = {"more": rest.total(), "files": len(rest), "named": named}
            yield self._counted("docs", "KB116", MORE_IN_ALL, rest, facts)

    def _counted(self, place: str, code: str, template: str, files: Iterable[str], facts: Facts) -> Diagnostic:
        errors = sum(self._errors[file] for file in files)
        severity = Severity.ERROR if errors else Severity.SUGGESTION
        return diagnostic(Location(place), code, template, {**facts, "errors": errors}, severity)
