"""What python-pptx and python-docx have no words for."""

from __future__ import annotations

from typing import Any


def drop(owner: Any, *kinds: str) -> None:
    """Leave out what the template of a file brings along and this file has no use for, such as a picture of itself."""
    for id, relation in list(owner.rels.items() if hasattr(owner, "rels") else owner._rels.items()):
        if relation.reltype.rpartition("/")[2] in kinds:
            (owner.rels if hasattr(owner, "rels") else owner._rels).pop(id)
