"""KB522 and KB523: a duty is the rule of a body that binds, read in a source that is more than a study."""

from __future__ import annotations

import re

from macros.checks.rule import Found, Rule
from macros.handbook import schemas
from macros.handbook.grounds import ADVICE
from macros.model import Library

_RULES = (*ADVICE, "other")  # what laws and rulings are


class AdviserAsDuty(Rule):
    """A duty of a body that advises and binds nobody."""

    code = "KB522"
    message = (
        "'{adviser}' advises, and binds nobody. Name the law or the regulator that asks for this, or take out the 'duty': "
        "advice goes into 'sources', and a 'do' then rests on the 'danger' it averts, or becomes 'consider'."
    )

    def find(self, library: Library) -> Found:
        for checklist in library.checklists.values():
            for item in checklist.items:
                for duty in item.duties:
                    if adviser := _adviser(duty.body):
                        yield item.where("duty"), {"adviser": adviser}


def _adviser(body: str) -> str:
    known = schemas.vocabulary("adviser")
    return next((one for one in known if re.search(rf"\b{re.escape(one)}\b", body, re.IGNORECASE)), "")


class StudyAsDuty(Rule):
    """A duty all of whose sources are studies, which carry no rule."""

    code = "KB523"
    message = (
        "Each source here is a study, and a study asks nothing of anyone. Add the source in which this duty was read "
        "(design: guideline, or other for a law), or take out the 'duty'."
    )

    def find(self, library: Library) -> Found:
        for checklist in library.checklists.values():
            for item in checklist.items:
                known = [library.references[one].design for one in item.sources if one in library.references]
                if item.duties and known and not any(design in _RULES for design in known):
                    yield item.where("duty"), {}


def rules() -> list[Rule]:
    return [AdviserAsDuty(), StudyAsDuty()]
