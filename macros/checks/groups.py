"""KB426 and KB427: "Adapt to the person" as a list of actions for people that the groups know."""

from __future__ import annotations

from macros.checks.rule import Found, Rule
from macros.handbook.adaptations import adaptations
from macros.model import Library


class UnknownGroup(Rule):
    """An entry of "Adapt to the person" whose bold name is in no group."""

    code = "KB426"
    message = (
        "No group in docs/_data/groups.yml is called '{name}', so the page by person does not show this. Name a group that it knows, "
        "or add the name to one there."
    )

    def find(self, library: Library) -> Found:
        for article in library.articles.values() if library.groups else ():
            for one in adaptations(library, article):
                if not one.groups:
                    yield one.place, {"name": one.name}


class SameGroup(Rule):
    """Two groups with one id."""

    code = "KB427"
    message = "The id '{id}' is used twice in this file. Give this group its own."

    def find(self, library: Library) -> Found:
        seen: set[str] = set()
        for group in library.groups:
            if group.id in seen:
                yield group.place, {"id": group.id}
            seen.add(group.id)
