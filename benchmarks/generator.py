"""A handbook of any size in our own content model, with the project's own look: the same seed gives the same bytes."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

PROJECT = Path(__file__).parent.parent
FOLDERS = ("rapport", "competence", "quality", "maintain")
STAGES = ("before", "opening", "listening", "explaining", "deciding", "closing", "after")
_WORDS = [
    "patient",
    "visit",
    "question",
    "answer",
    "trust",
    "reason",
    "plan",
    "doubt",
    "result",
    "letter",
    "record",
    "nurse",
    "doctor",
    "ward",
    "clinic",
    "phone",
    "listen",
    "explain",
    "agree",
    "write",
    "check",
    "return",
    "family",
    "worry",
    "pain",
    "sleep",
    "work",
    "test",
    "dose",
    "change",
    "choose",
    "wait",
    "thank",
    "name",
    "because",
    "before",
    "after",
    "during",
    "when",
    "while",
    "until",
    "then",
    "again",
    "often",
    "never",
    "early",
    "late",
    "small",
    "large",
    "clear",
    "plain",
    "honest",
]


def handbook(root: Path, size: int, seed: int = 1) -> None:
    """Write a project of `size` articles into an empty folder."""
    chance = random.Random(seed)
    for name in ("macros", "overrides", "mkdocs.yml"):
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    for path in _linked(PROJECT / "overrides"):
        file = f"{path}index.md" if path.count("/") == 1 else f"{path.rstrip('/')}.md"
        _write(root, f"docs/{file}", _page(f"The page {path}", _prose(chance, 6)))
    ids = [f"topic-{number:04}" for number in range(size)]
    _write(
        root, "docs/index.md", _page("Home of a measured handbook", "## Four pillars { #pillars }\n\n{{ pillars() }}")
    )
    for path, (title, body) in _LISTS.items():
        _write(root, f"docs/{path}", _page(title, body))
    for folder in FOLDERS:
        _write(root, f"docs/teach/kit-{folder}.md", _page(f"The kit {folder}", f'{{{{ kit("{folder}") }}}}'))
        _write(root, f"docs/reference/cards/{folder}.md", _page(f"The cards {folder}", f'{{{{ cards("{folder}") }}}}'))
        _write(root, f"docs/teach/sheets/{folder}.md", _page(f"The sheets {folder}", f'{{{{ sheets("{folder}") }}}}'))
        _write(root, f"docs/{folder}/index.md", _page(f"The pillar {folder}", f'{{{{ articles("{folder}") }}}}'))
    for stage in STAGES:
        _write(root, f"docs/visit/{stage}.md", _page(f"The stage {stage}", f'{{{{ articles(stage="{stage}") }}}}'))
    _write(
        root,
        "docs/_data/glossary.yml",
        "terms:\n  - id: nocebo\n    term: nocebo effect\n    definition: Harm from expecting it.\n",
    )
    _write(root, "docs/_data/references/s.yml", "\n".join(_reference(number) for number in range(max(size // 4, 1))))
    for number, id in enumerate(ids):
        folder = FOLDERS[number % len(FOLDERS)]
        _write(root, f"docs/{folder}/{id}.md", _article(number, ids, chance))
        _write(root, f"docs/_data/checklists/{id}.yml", _checklist(number, size, chance))
        _write(root, f"docs/_data/quizzes/{id}.yml", _quiz(chance))
        _write(root, f"docs/_data/search/{id}.yml", f"words: [topic {number}, subject {number}, theme {number}]\n")
        _write(root, f"docs/_data/scenes/{id}.yml", _scene(number, chance))


def _write(root: Path, file: str, text: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _linked(overrides: Path) -> set[str]:
    """The folders of pages that the templates link to, which every handbook must have."""
    address = re.compile(r"""["']((?:[a-z-]+/)+)["']""")
    found = {one for path in overrides.rglob("*.html") for one in address.findall(path.read_text("utf-8"))}
    return {
        one
        for one in found
        if one.rstrip("/") + ".md" not in _LISTS and one.split("/")[0] not in ("partials", *FOLDERS)
    }


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def _prose(chance: random.Random, sentences: int) -> str:
    return " ".join(_sentence(chance, chance.randint(8, 18)) for _ in range(sentences))


def _page(title: str, body: str) -> str:
    return f"---\ntitle: {title}\ndescription: A page of a handbook made for measuring.\n---\n\n{body}\n"


_GRADES = "\n\n".join(
    f"## {word} {{ #{word} }}\n\nText." for word in ("high", "moderate", "low", "very-low", "practice")
)
_LISTS = {
    "about/evidence.md": ("How evidence is graded", _GRADES),
    "reference/checklists.md": ("All checklists of the measured handbook", "{{ all_checklists() }}"),
    "reference/evidence-library.md": ("Evidence library of the measured handbook", "{{ evidence_index() }}"),
    "reference/evidence/cohort.md": ("Cohort studies of the measured handbook", '{{ evidence_library("cohort") }}'),
    "reference/glossary.md": ("Glossary of the measured handbook", "{{ glossary() }}"),
    "teach/downloads.md": (
        "Downloads of the measured handbook",
        '## Questions { #questions }\n\n{{ downloads("packs") }}',
    ),
    "teach/pick.md": ("Pick your own", "Text."),
    "reference/cards/foundations.md": ("Cards of foundations", "Text."),
    "foundations/index.md": ("Foundations of the measured handbook", "Text."),
    "about/review-status.md": ("Review status of the measured handbook", "{{ review_status() }}"),
}


def _reference(number: int) -> str:
    return f"""- id: study-{number:04}
  type: article-journal
  title: Study {number} of trust
  author:
    - family: Author{number}
      given: A
  container-title: Journal of Trust
  issued: {1990 + number % 30}
  volume: '{number}'
  page: 1-9
  DOI: 10.1000/study.{number}
  URL: https://doi.org/10.1000/study.{number}
  design: cohort
  population: People in study {number}
  finding: Trust was {number}.
  limits: Made for measuring.
  read: abstract
"""


def _article(number: int, ids: list[str], chance: random.Random) -> str:
    near = [ids[(number + step) % len(ids)] for step in (1, 2, 7)]
    rows = "\n".join(
        f'| {_sentence(chance, 2)} | "{_sentence(chance, 9)}" | "{_sentence(chance, 6)}" | {_sentence(chance, 5)} |'
        for _ in range(5)
    )
    study = f"study-{number // 4 % max(len(ids) // 4, 1):04}"
    return f"""---
title: Topic number {number}
description: What to do about topic {number}, in one line of text.
settings: [any]
stage: [{STAGES[number % len(STAGES)]}]
see_also:
  - to: {near[0]}
    why: the next topic
  - to: {near[2]}
    why: a later topic
source_statements: []
evidence_checked: 2026-11-24
reviews: []
review_due: 2027-11-24
---

## In brief {{ #in-brief }}

**Do.** {_sentence(chance, 14)}

**Say.** "{_sentence(chance, 10)}"

**Check.** {_sentence(chance, 12)}

## What to do {{ #do }}

{{{{ checklist() }}}}

## Words you can use {{ #say }}

| Moment | Say | Rather than | Why |
|---|---|---|---|
{rows}

## When it is hard {{ #hard }}

{_prose(chance, 7)} See {{{{ xref("{near[1]}") }}}}.

## Adapt to the person {{ #adapt }}

{_prose(chance, 8)}

## Why we say this {{ #evidence }}

{_prose(chance, 8)} The {{{{ term("nocebo") }}}} was seen {{{{ cite("{study}") }}}}.

{{{{ evidence() }}}}

### What nobody knows {{ #unknown }}

{_prose(chance, 2)}

## How to tell it worked {{ #measure }}

{_prose(chance, 3)}

## Teach it {{ #teach }}

{{{{ scene() }}}}

{{{{ quiz() }}}}

## Related {{ #related }}

{{{{ related() }}}}

## Sources {{ #sources }}

{{{{ references() }}}}
"""


def _scene(number: int, chance: random.Random) -> str:
    return f"""minutes: 10
objectives: [Do topic {number}]
set_up: {_prose(chance, 2)}
briefs:
  clinician: {_prose(chance, 2)}
  patient: {_prose(chance, 2)}
ticks:
  - tick: {_sentence(chance, 5)}
    met_by: [first]
poor:
  - who: Clinician
    says: {_sentence(chance, 8)}
  - who: Patient
    says: {_sentence(chance, 5)}
good:
  - id: first
    who: Clinician
    says: {_sentence(chance, 9)}
  - who: Patient
    says: {_sentence(chance, 6)}
debrief:
  - {_sentence(chance, 7)}
if_it_fails: {_prose(chance, 1)}
"""


def _checklist(number: int, size: int, chance: random.Random) -> str:
    study = f"study-{number // 4 % max(size // 4, 1):04}"
    items = "".join(
        f"""  - id: action-{index}
    when: {when}
    do: Do {_sentence(chance, 9).lower()}
    strength: consider
    certainty: low
    outcome: satisfaction
    because: {_sentence(chance, 12)}
    sources: [{study}]
{"" if index else "    keep: true" + chr(10)}"""
        for index, when in enumerate(["before", "during", "during", "during", "during", "after"])
    )
    return "items:\n" + items


def _quiz(chance: random.Random) -> str:
    questions = "".join(
        f"""  - id: question-{index}
    type: single
    stem: {_sentence(chance, 14)[:-1]}?
    options:
"""
        + "".join(
            f"""      - text: {_sentence(chance, 6)}
        correct: {"true" if option == index % 3 else "false"}
        feedback: {_sentence(chance, 8)}
"""
            for option in range(3)
        )
        + "    section: do\n"
        for index in range(4)
    )
    return "questions:\n" + questions
