"""KB515 to KB520 and KB525: what firm advice and firm grades rest on, acts with their home elsewhere, the two to keep."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain

from macros.checks.rule import Facts, Found, Rule
from macros.handbook import schemas
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.grounds import is_firm
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import lacks_references, unread
from macros.model import Item, Library

Named = tuple[str, Item]  # its address, article#item
_KEPT = 2
_FEWEST, _SHARE = 2, 3  # two words, and a third of the shorter action's, make two actions alike
_TRIAL, _REVIEWS = "randomised-trial", frozenset(("meta-analysis", "systematic-review"))
_UNMEASURED = ("none", "duty")  # one guideline advises many acts
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ENDING = re.compile(r"(?:ing|ed|es|s|e|ly)$")
_EMPTY = frozenset(
    _WORD.findall(
        "about after again all and any are ask before both but can could does doing during each every first for from has have "
        "how into its keep not only one other out over patient people person rather say should someone something tell than "
        "that the their them then there they this until use what when where which while who will with without would you your"
    )
)


class BareDo(Rule):
    """A `do` that no study tested and that rests on neither a duty nor a danger."""

    code = "KB515"
    message = (
        "'do' rests on practice alone. Name the 'duty' (body, country, year) or the 'danger' it averts; "
        "if it is only cheap, write 'consider'."
    )

    def find(self, library: Library) -> Found:
        for _, item in library.items():
            if item.strength == "do" and item.certainty == "practice" and not (item.duties or item.danger):
                yield item.where("strength"), {}


class NamelessDuty(Rule):
    """A basis called duty that does not say whose, or which danger."""

    code = "KB516"
    message = (
        "'basis: duty' does not say whose. Write 'duty: {{body: ..., country: ..., year: ...}}', "
        "or 'danger:' and the harm that this averts."
    )

    def find(self, library: Library) -> Found:
        for _, item in library.items():
            if item.basis == "duty":
                yield item.where("basis"), {}


class SameAs(Rule):
    """A `same_as` that points nowhere, in a chain, or to an item graded otherwise."""

    code = "KB517"
    message = by_kind(
        unknown="There is no item '{to}'. {near}",
        itself="An item cannot be the same as itself. Name the item where this act has its home, or remove the line.",
        circle="'{to}' says that its home is here. One act has one home: take 'same_as' out of one of the two.",
        chain="'{to}' is itself the same as '{home}'. Point there.",
        differs="'{to}' differs: {differing}. Grade it as its home does.",
    )

    def find(self, library: Library) -> Found:
        by_name, unknown = dict(library.items()), unread(library)
        for name, item in by_name.items():
            home, _, of = item.same_as.partition("#")
            if of and home not in unknown and (facts := self._wrong(name, item, by_name)):
                yield item.where("same_as"), facts

    def _wrong(self, name: str, item: Item, by_name: dict[str, Item]) -> Facts | None:
        home = by_name.get(item.same_as)
        if home is None:
            return {"kind": "unknown", "to": item.same_as, "near": did_you_mean(item.same_as, by_name)}
        if name == item.same_as:
            return {"kind": "itself"}
        if home.same_as == name:
            return {"kind": "circle", "to": item.same_as}
        if home.same_as:
            return {"kind": "chain", "to": item.same_as, "home": home.same_as}
        differing = [
            f"'{key}' is {ours} here, {theirs} there"
            for key, ours, theirs in (
                ("strength", item.strength, home.strength),
                ("certainty", item.certainty, home.certainty),
                ("sources", _list(item), _list(home)),
            )
            if ours != theirs
        ]
        return {"kind": "differs", "to": item.same_as, "differing": "; ".join(differing)} if differing else None


def _list(item: Item) -> str:
    return f"[{', '.join(sorted(item.sources))}]"


class TwoGrades(Rule):
    """Two items that ask for nearly the same on a source that they share, and are graded differently."""

    code = "KB518"
    message = (
        "This looks like the same act as '{other}' ({their}), with a source in common, but the grade differs ({our}). "
        "Grade both alike and write 'same_as' here, or word what differs."
    )

    def find(self, library: Library) -> Found:
        known = schemas.vocabulary("certainty")
        named: defaultdict[str, list[Named]] = defaultdict(list)  # earlier items by each source that they rest on
        for checklist in library.checklists.values():
            graded = [(f"{checklist.id}#{item.id}", item) for item in checklist.items if item.certainty in known]
            for _, item in graded:
                earlier = dict(chain.from_iterable(named[source] for source in sorted(set(item.sources))))
                for name, other in earlier.items():
                    if _grade(other) != _grade(item) and _alike(other, item):
                        yield item.where("strength"), {"other": name, "their": _grade(other), "our": _grade(item)}
            for one in graded:
                for source in set(one[1].sources):
                    named[source].append(one)


def _grade(item: Item) -> str:
    """Return how firm and how sure; what to avoid is as firm as what to do, since one act can be put either way."""
    return f"{'consider' if item.strength == 'consider' else 'firm'}, {item.certainty}"


def _alike(a: Item, b: Item) -> bool:
    """Return whether the same studies are said to have measured the same, or a third of the words recur on a shared one."""
    if not set(a.sources) & set(b.sources):
        return False
    if set(a.sources) == set(b.sources) and a.outcome == b.outcome not in _UNMEASURED:
        return True
    first, second = _words(a.do), _words(b.do)
    return len(first & second) >= max(_FEWEST, min(len(first), len(second)) / _SHARE)


def _words(text: str) -> set[str]:
    found = (word for word in _WORD.findall(text.casefold()) if len(word) > 2 and word not in _EMPTY)
    return {_ENDING.sub("", word) or word for word in found}


class OneTrial(Rule):
    """Moderate or high certainty that rests on one trial, and no review."""

    code = "KB525"
    message = (
        "'{certainty}' rests on one trial ('{trial}') and no review. Name what agrees with it (another trial, a review), or "
        "write 'low'."
    )

    def find(self, library: Library) -> Found:
        if lacks_references(library):
            return
        for _, item in library.items():
            if is_firm(item.certainty):
                designs = {one: library.references[one].design for one in item.sources if one in library.references}
                trials = [one for one, design in designs.items() if design == _TRIAL]
                if len(trials) == 1 and not set(designs.values()) & _REVIEWS:
                    yield item.where("certainty"), {"certainty": item.certainty, "trial": trials[0]}


class TooManyKept(Rule):
    """More than two items marked as the ones to keep."""

    code = "KB519"
    message = (
        "{count} items are marked to keep, and {most} is the limit. Leave the mark on the one or two that matter most."
    )

    def find(self, library: Library) -> Found:
        for checklist in library.checklists.values():
            for item in checklist.kept[_KEPT:]:
                yield item.where("keep"), {"count": len(checklist.kept), "most": _KEPT}


class NoneKept(Rule):
    """A checklist that does not say what to keep if there is time for only two."""

    code = "KB520"
    message = "No item is marked 'keep: true'. Mark the one or two to do if there is time for no more."

    def find(self, library: Library) -> Found:
        for checklist in library.checklists.values():
            if checklist.items and not checklist.kept:
                yield checklist.place, {}
