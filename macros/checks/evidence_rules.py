"""KB5xx: references, certainty, and the statements of the source text, beyond what schemas say (KB501 to KB505)."""

from __future__ import annotations

import re
from collections import defaultdict
from html import unescape

from macros.checks.rule import Facts, Found, Rule, again
from macros.handbook import schemas
from macros.handbook.authored_text import found_in_strings
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.grounds import ADVICE, is_firm, is_weak
from macros.handbook.resolve import KEPT_IN, reference_file
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import lacks_references
from macros.model import Item, Library, Reference, SortById

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HTML = re.compile(rf"{_TAG.pattern}|&(?:#\w{{1,9}}|[a-zA-Z]{{2,31}});")


class SameReference(Rule):
    """A reference that is there already, by its id or its DOI."""

    code = "KB506"
    message = by_kind(
        "This reference is there already: ",
        id="the id '{id}' is used at {at}. Keep one entry, and cite it by one id.",
        doi="the DOI {doi} is used at {at}. Keep one entry, and cite it by one id.",
    )

    def find(self, library: Library) -> Found:
        for one in library.doubled:
            if isinstance(one, Reference):
                first = library.references[one.id]
                yield one.place, {"kind": "id", "id": one.id, "at": f"{first.place.file}:{first.place.line}"}
        numbered = (one for one in library.references.values() if one.csl.get("DOI"))
        for one, first in again(numbered, _doi):
            at = f"{first.place.file}:{first.place.line}"
            yield one.where("DOI"), {"kind": "doi", "doi": _doi(one), "at": at}


def _doi(one: Reference) -> str:
    return str(one.csl["DOI"]).lower()


class ReferenceOrder(Rule):
    """A reference in another file than that of its letter, or out of the order of ids."""

    code = "KB507"
    message = by_kind(
        file="'{id}' belongs in {file}, by the first letter of its id. Move it there, so that it is found.",
        order="'{id}' is out of order beside '{beside}'. Sort references by id, so that two people adding one do not collide.",
    )
    fixable = True

    def find(self, library: Library) -> Found:
        in_order = defaultdict[str, list[Reference]](list)  # of each file
        for one in library.references.values():
            above = in_order[one.places.file]
            if one.places.file != reference_file(one.id):
                yield one.place, {"kind": "file", "id": one.id, "file": reference_file(one.id)}
            elif above and one.id < above[-1].id:
                early = len(above) == 1 or above[-2].id < one.id  # the one above came too early, not this too late
                wrong, beside = (above.pop(), one) if early else (one, above[-1])
                yield wrong.place, {"kind": "order", "id": wrong.id, "beside": beside.id, "fix": SortById()}
                if not early:
                    continue
            above.append(one)


class UnusedReference(Rule):
    """A reference that no page cites and no advice rests on."""

    code = "KB508"
    message = "No page cites '{id}'. Cite it where it carries a statement, or remove it."

    def find(self, library: Library) -> Found:
        if any(problem.code in ("KB101", "KB115", "KB401", "KB402") for problem in library.problems):
            return  # what cannot be read may cite it
        used = {key for _, item in library.items() for key in item.sources}
        used |= {trial.source for trial in library.trials}
        used |= {str(arg) for _, call in library.calls() if call.name == "cite" for arg in call.args}
        for one in library.references.values():
            if one.id not in used:
                yield one.place, {"id": one.id}


class UnknownSource(Rule):
    """A source of a checklist item that is no reference."""

    code = "KB509"
    message = "There is no reference '{id}'. {near}"

    def find(self, library: Library) -> Found:
        if lacks_references(library):
            return
        for _, item in library.items():
            for index, id in enumerate(item.sources):
                if id not in library.references:
                    near = did_you_mean(id, library.references, KEPT_IN["reference"])
                    yield item.where("sources", index), {"id": id, "near": near}


class PracticeSources(Rule):
    """Practice that rests on a study, or a graded item that names no source."""

    code = "KB510"
    message = by_kind(
        practice="'practice' means that no study was found, and '{id}' is a {design}. Grade what it shows, or remove it; "
        "only a body's advice may be cited here (guideline or expert consensus).",
        graded="'{certainty}' needs a source. Name it, or write 'practice' if no study was found.",
    )

    def find(self, library: Library) -> Found:
        graded = [one for one in schemas.vocabulary("certainty") if one != "practice"]
        spoilt = {problem.place for problem in library.problems}
        for _, item in library.items():
            if item.certainty == "practice" and not item.duties:
                yield from self._studies(library, item)
            elif item.certainty in graded and not item.sources and item.where("sources") not in spoilt:
                yield item.where("sources"), {"kind": "graded", "certainty": item.certainty}

    def _studies(self, library: Library, item: Item) -> Found:
        known = schemas.vocabulary("design")
        for index, id in enumerate(item.sources):
            design = library.references[id].design if id in library.references else ""
            if design in known and design not in ADVICE:
                title = known[design]["title"]
                yield item.where("sources", index), {"kind": "practice", "id": id, "design": title}


class NoBasis(Rule):
    """Firm advice on weak evidence that does not say why it is firm."""

    code = "KB511"
    message = by_kind(
        "'{strength}' rests on {certainty} certainty. Add the 'duty' or the 'danger' it rests on",
        weak=", or 'basis: low-cost' and say it in 'because'; or write 'consider'.",
        untested="; or write 'consider'.",  # KB515 takes no low cost there
    )

    def find(self, library: Library) -> Found:
        for _, item in library.items():
            if (
                item.strength in ("do", "avoid")
                and is_weak(item.certainty)
                and not (item.basis or item.duties or item.danger)
            ):
                kind = "untested" if item.strength == "do" and item.certainty == "practice" else "weak"
                yield item.where("strength"), {"kind": kind, "strength": item.strength, "certainty": item.certainty}


class NeedlessBasis(Rule):
    """A basis on advice that needs none."""

    code = "KB512"
    message = "'basis' is for 'do' or 'avoid' below moderate certainty. Remove it."

    def find(self, library: Library) -> Found:
        for _, item in library.items():
            if item.basis and (item.strength == "consider" or is_firm(item.certainty)):
                yield item.where("basis"), {}


class PracticeOutcome(Rule):
    """Practice that claims a measured outcome."""

    code = "KB513"
    message = (
        "Nothing was measured for 'practice'. Write 'outcome: none', or 'outcome: duty' where the item names a 'duty'."
    )

    def find(self, library: Library) -> Found:
        for _, item in library.items():
            unmeasured = ("none", "", "duty") if item.duties else ("none", "")
            if item.certainty == "practice" and item.outcome not in unmeasured:
                yield item.where("outcome"), {}


class Statements(Rule):
    """A statement of the source text that is missing or doubled, or an article and source.yml that disagree about it."""

    code = "KB514"
    message = by_kind(
        order="{id} is expected here. List S1 to S26 once each, in order.",
        source="docs/_data/source.yml does not name '{article}' under {id}. Add it there, or remove it here.",
        article="'{article}' does not list {id} under source_statements. Add it there, or remove it here.",
    )

    def find(self, library: Library) -> Found:
        by_id = {one.id: one for one in library.statements}
        if not by_id:
            return
        for index, one in enumerate(library.statements, 1):
            if one.id != f"S{index}":
                yield one.place, {"kind": "order", "id": f"S{index}"}
        answers = {(one.id, name.partition("#")[0]) for one in library.statements for name in one.answered_by}
        for article in library.articles.values():
            for index, id in enumerate(article.source_statements):
                if id in by_id and (id, article.id) not in answers:
                    place = article.page.where("source_statements", index)
                    yield place, {"kind": "source", "article": article.id, "id": id}
        for one in library.statements:
            for index, name in enumerate(one.answered_by):
                found = library.articles.get(name.partition("#")[0])
                if found and found.page.meta and one.id not in found.source_statements:
                    yield one.where("answered_by", index), {"kind": "article", "article": found.id, "id": one.id}


class CopiedMarkup(Rule):
    """HTML tags or entities in what describes a source, copied from where it was found: readers would see them as they are."""

    code = "KB521"
    message = "{shown!r} was copied with this reference and would be shown as it is. Write: {plain}"

    def find(self, library: Library) -> Found:
        for places, keys, facts in found_in_strings(library, _copied_html):
            yield places.at(*keys), dict(facts)


def _copied_html(text: str, is_copied: bool) -> Facts | None:
    found = _HTML.search(text) if is_copied else None
    return {"shown": found[0], "plain": unescape(_TAG.sub("", text))} if found else None
