"""The JSON Schema of handbook.json: what each field of json_files.py holds, in its order."""

from __future__ import annotations

from typing import Any

from macros.handbook.schemas import schema as definitions

Schema = dict[str, Any]
_VERSION = "^[0-9a-f]{8}$"
_WORDS = "Changes when the words of this part change, and for no other reason."
_ADVICE = "Changes when the advice shown in this part changes: what to do, how firmly, how sure, on what sources."


def _text(about: str, pattern: str = "") -> Schema:
    return {"type": "string", **({"pattern": pattern} if pattern else {}), "description": about}


def _number(about: str, **limits: int) -> Schema:
    return {"type": "integer", **limits, "description": about}


def _word(name: str) -> Schema:
    """Return what a definition of the vocabulary allows."""
    return {"$ref": f"#/$defs/{name}"}


def _one_of(about: str, *words: str) -> Schema:
    return {"enum": [*words], "description": about}


def _list(about: str, items: Schema) -> Schema:
    return {"type": "array", "description": about, "items": items}


def _record(about: str, optional: tuple[str, ...] = (), /, **fields: Schema) -> Schema:
    required = [name for name in fields if name not in optional]
    found = {"type": "object", "description": about, "additionalProperties": False}
    return {**found, "required": required, "properties": fields}


def _section() -> Schema:
    return _record(
        "A heading of the page.",
        ("advice",),
        id=_text("Its permanent id."),
        title=_text("Its words."),
        level=_number("2 for a section, 3 for a part of one.", minimum=1, maximum=6),
        version=_text(_WORDS, _VERSION),
        advice=_text(_ADVICE, _VERSION),
    )


def _item() -> Schema:
    return _record(
        "One piece of advice.",
        ("basis", "duties", "danger", "keep", "same_as"),
        id=_word("id"),
        when=_word("when"),
        do=_text("What to do."),
        strength=_word("strength"),
        certainty=_word("certainty"),
        basis=_word("basis"),
        outcome=_word("outcome"),
        because=_text("Why this certainty."),
        duties=_list("Laws, regulators' rules or terms of use that ask for it.", _word("one_duty")),
        danger=_text("The harm that it averts."),
        keep={"const": True, "description": "One of the one or two to do if there is time for no more."},
        same_as=_word("item_address"),
        sources=_list("Ids of sources.", _word("id")),
        formerly=_list("Ids it had before.", _word("id")),
        version=_text(_WORDS, _VERSION),
        advice=_text(
            "One group each for do, strength, certainty and sources; a group changes when its field does.",
            "^[0-9a-f]{4}(-[0-9a-f]{4}){3}$",
        ),
    )


def _question() -> Schema:
    option = _record(
        "An answer to choose.",
        text=_text("Its words."),
        correct={"type": "boolean", "description": "Whether it is right."},
        feedback=_text("What to say to whoever chose it."),
    )
    return _record(
        "A question with its answers.",
        id=_word("id"),
        type=_one_of("One right answer, or several.", "single", "multiple"),
        stem=_text("The question."),
        options=_list("The answers.", option),
        section=_text("The id on the article's page where the answer stands."),
    )


def _article() -> Schema:
    at = "Its address relative to `site`; add # and an id for a section, item or, with quiz- before it, question."
    related = _record("Another article and why to read it.", article=_word("id"), why=_text("The reason."))
    review = {"type": "object", "description": "Who reviewed it, as what, when, and with what interests."}
    return _record(
        "An article.",
        ("advice",),
        id=_word("id"),
        title=_text("Its title."),
        description=_text("What it is about, in one line."),
        address=_text(at),
        part=_text("The pillar or other part it belongs to."),
        version=_text(_WORDS, _VERSION),
        advice=_text(_ADVICE, _VERSION),
        stages=_list("Where in the visit it belongs.", _word("stage")),
        settings=_list("Where it applies.", _word("setting")),
        minutes=_number("How long its exercise takes."),
        objectives=_list("What it teaches.", _text("What a learner does after it.")),
        evidence_checked=_text("The day its evidence was checked (YYYY-MM-DD)."),
        reviews=_list("Reviews by clinicians; empty until there is one.", review),
        review_due=_text("The day it is due to be looked at again (YYYY-MM-DD)."),
        see_also=_list("Related articles.", related),
        sections=_list("Sections in their order.", _section()),
        items=_list("The checklist in its order.", _item()),
        questions=_list("The quiz.", _question()),
    )


def _source() -> Schema:
    return _record(
        "A source.",
        id=_word("id"),
        design=_word("design"),
        population=_text("Who was studied."),
        finding=_text("What was found."),
        limits=_text("How far it goes."),
        read=_one_of("What of it was read.", "abstract", "full-text", "official-page"),
        csl={"type": "object", "description": "The reference in CSL-JSON."},
    )


def schema() -> Schema:
    """Return the schema, with the words of the vocabulary under its own $defs."""
    site = "The address the handbook is published under, with a trailing slash; empty when it was not known."
    whole = _record(
        "All articles of the handbook with their advice, questions and sources.",
        **{"$schema": _text("The name of this schema's file, beside the data.")},
        name=_text("The handbook's name."),
        site=_text(site),
        language=_text("The language of the text (BCP 47)."),
        licence=_text("The licence of the text, as an SPDX identifier."),
        articles=_list("Articles by folder and file name.", _article()),
        sources=_list("Every source that an article cites.", _source()),
    )
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "The handbook as data"}
    return {**head, **whole, "$defs": definitions("vocabulary")["$defs"]}
