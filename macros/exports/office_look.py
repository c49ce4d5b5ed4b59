"""What our slides and sheets share: the handbook's colours and language, and what the libraries' own templates bring that is not needed."""

from __future__ import annotations

from typing import Any

LANGUAGE = "en-GB"
COLOURS = {  # by the names of overrides/assets/css/tokens.css
    "paper": "fbf8f2",
    "ink": "1c2a2b",
    "voice": "0b5a58",
    "wash": "e6f0ed",
    "foundations": "0b5a58",
    "teach": "0b5a58",
    "rapport": "9c432a",
    "competence": "3b4b86",
    "quality": "566417",
    "maintain": "75385f",
}


def drop(owner: Any, *kinds: str) -> None:
    """Leave out what the template of a file brings along and this file has no use for, such as a picture of itself."""
    relations = owner.rels if hasattr(owner, "rels") else owner._rels
    for id in [id for id, one in relations.items() if one.reltype.rpartition("/")[2] in kinds]:
        relations.pop(id)
