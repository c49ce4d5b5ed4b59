"""Words that the search takes for each other."""

from __future__ import annotations

from macros.checks.rule import Found, Rule
from macros.model import Library


class SameGroup(Rule):
    """Two groups of synonyms that share two words, and so are one."""

    code = "KB416"
    message = "This group shares {shared} with the one on line {line}. Make them one, or keep each word in one of them."

    def find(self, library: Library) -> Found:
        for index, group in enumerate(library.synonyms):
            for other in library.synonyms[:index]:
                shared = sorted(set(group.words) & set(other.words))
                if len(shared) > 1:
                    words = " and ".join(f"'{word}'" for word in shared)
                    yield group.where("words"), {"shared": words, "line": other.where("words").line}


def rules() -> list[Rule]:
    return [SameGroup()]
