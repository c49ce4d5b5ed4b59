"""Words that the search takes for each other."""

from __future__ import annotations

from itertools import combinations

from macros.checks.rule import Found, Rule
from macros.model import Library, Synonyms

_MOST = 50  # words that one group is looked at for; readers use far fewer


class SameGroup(Rule):
    """Two groups of synonyms that share two words, and so are one."""

    code = "KB416"
    message = "This group shares {shared} with the one on line {line}. Merge the two, or keep each word in only one."

    def find(self, library: Library) -> Found:
        first: dict[tuple[str, ...], Synonyms] = {}  # by each two words, the first group that holds both
        for group in library.synonyms:
            others = {}
            for pair in combinations(sorted(set(group.words[:_MOST])), 2):
                other = first.setdefault(pair, group)
                if other is not group:
                    others[id(other)] = other
            for other in others.values():
                words = " and ".join(f"'{word}'" for word in sorted(set(group.words) & set(other.words)))
                yield group.where("words"), {"shared": words, "line": other.where("words").line}
