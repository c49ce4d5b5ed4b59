"""KB311: people drawn as dots add up, and each group says in words what becomes of it."""

from __future__ import annotations

from macros.checks.names import wrong_call
from macros.checks.rule import Found, Rule
from macros.handbook import natural_frequency
from macros.model import Library


class Frequency(Rule):
    """A `frequency` whose groups do not add up to the whole, are larger than it, or lack a number or words."""

    code = "KB311"
    message = natural_frequency.WRONG

    def find(self, library: Library) -> Found:
        for page in library.pages.values():
            for call in page.calls:
                if call.name == "frequency" and not wrong_call(call):
                    for facts in natural_frequency.wrong(tuple(map(str, call.args))):
                        yield call.place, facts
