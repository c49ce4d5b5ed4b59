"""A small handbook without a fault, which tests copy and spoil."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

MKDOCS = """\
site_name: A small handbook
site_url: ""
exclude_docs: /_data/
theme:
  name: material
  font: false
plugins:
  search:
  macros:
    module_name: macros
    on_error_fail: true
    on_undefined: strict
markdown_extensions:
  - macros.builders.zensical
  - macros.markdown_extensions
validation:
  links:
    anchors: warn
"""

ARTICLE = """\
---
title: {title}
description: How to {verb} so that people notice, in a test of twenty characters.
settings: [any]
stage: [opening]
see_also:
  - to: {other}
    why: it comes next in the visit
  - to: {third}
    why: it comes later in the visit
source_statements: [{statements}]
evidence_checked: 2026-01-02
reviews: []
review_due: 2027-01-02
---

## In brief {{ #in-brief }}

**Do.** {title} before anything else.

## What to do {{ #do }}

{{{{ checklist() }}}}

## Words you can use {{ #say }}

| Moment | Say | Rather than | Why |
|---|---|---|---|
| Walking in | "Good morning. Which of us shall talk about {id} first?" | "Next." | They choose |

## When it is hard {{ #hard }}

Not when someone asks you to {verb} later. See {{{{ xref("{other}#say", "other words") }}}}.

## Adapt to the person {{ #adapt }}

{adapt}

## Why we say this {{ #evidence }}

Trust was {id} in one study of the {{{{ term("nocebo") }}}} {{{{ cite("{cited}") }}}}.

{{{{ evidence() }}}}

### What nobody knows {{ #unknown }}

No study found of how long it takes to {verb}.

## How to tell it worked {{ #measure }}

They {verb} you back.

## Teach it {{ #teach }}

{{{{ scene() }}}}

{{{{ quiz() }}}}

## Related {{ #related }}

{{{{ related() }}}}

## Sources {{ #sources }}

{{{{ references() }}}}
"""

CHECKLIST = """\
items:
  - id: look-up
    when: before
    do: Look up how to {verb}.
    strength: consider
    certainty: practice
    outcome: none
    because: No study was found of looking up how to {verb}.
    sources: []
  - id: say-it
    when: during
    do: Say that you {verb}.
    strength: do
    certainty: low
    basis: low-cost
    outcome: trust
    because: One cohort, and it costs nothing to {verb}.
    sources: [{cited}]
  - id: wait
    when: during
    do: Wait for them to {verb}.
    strength: do
    certainty: moderate
    outcome: experience
    because: Two studies agree on those who {verb}.
    sources: [{cited}]
  - id: write-it
    when: after
    do: Do not write that you {verb} if you did not.
    strength: avoid
    certainty: practice
    duty: {{body: Council of Records, country: United Kingdom, year: 2020}}
    outcome: duty
    because: Honesty in records asks for it, to {verb} or not.
    sources: []
    keep: true
"""

SCENE = """\
minutes: 10
objectives: [{title} in a role-play]
set_up: Ten minutes to {verb}, in pairs.
briefs:
  clinician: You are late to {verb}.
  patient: You wait to hear them {verb}.
ticks:
  - tick: Did {verb} first
    met_by: [first-words]
poor:
  - who: Clinician
    says: Next.
  - who: Patient
    does: (leaves)
good:
  - id: first-words
    who: Clinician
    says: I am here to {verb}.
  - who: Patient
    does: (sits) "Then {verb}."
debrief: ["When did they {verb}?"]
if_it_fails: Swap, and {verb} again.
"""

SEARCH = """\
words: [{id}ing]
asked: ["{id} people", {id} properly]
"""

QUESTION = """\
  - id: {id}
    type: {type}
    stem: The {id} patient waits to {verb}. What now?
    options:
      - text: To {verb} first
        correct: true
        feedback: That is {id}.
      - text: To wait and {verb}
        correct: {second}
        feedback: It may be {id}.
      - text: To leave
        correct: false
        feedback: Nobody is {id}.
    section: do
"""

REFERENCE = """\
- id: {id}
  type: article-journal
  title: A study of trust in {id}
  author:
    - family: Author
      given: AB
  container-title: Journal of Tests
  issued: 2020
  DOI: 10.1000/{id}
  URL: https://doi.org/10.1000/{id}
  design: cohort
  population: People in {id}
  finding: Trust was seen in {id}.
  limits: One place.
  read: abstract
  volume: '7'
"""

PAGES = {
    "index.md": ("Home", '{{ xref("greet") }} and others:\n\n{{ articles("rapport") }}'),
    "rapport/index.md": ("Establish rapport", '{{ articles("rapport") }}'),
    "maintain/index.md": ("Maintain trust", '{{ articles("maintain") }}'),
    "about/evidence.md": (
        "How evidence is graded",
        "\n\n".join(
            f"## {word} {{ #{word} }}\n\nText."
            for word in ("high", "moderate", "low", "very-low", "practice", "duty", "danger")
        ),
    ),
    "about/source.md": ("Where it came from", "{{ source_table() }}"),
    "reference/glossary.md": ("Glossary", "{{ glossary() }}"),
}

ARTICLES = (
    (
        "rapport",
        "greet",
        "Greet people",
        ("listen", "return-calls"),
        "author-a",
        ", ".join(f"S{n}" for n in range(1, 27)),
        "Someone who is deaf needs to see your face while you greet people.",
    ),
    (
        "rapport",
        "listen",
        "Listen to people",
        ("greet", "return-calls"),
        "author-a",
        "",
        "Where it is loud, sit nearer.",
    ),
    (
        "maintain",
        "return-calls",
        "Return their calls",
        ("greet", "listen"),
        "author-b",
        "",
        "Ask which number is private.",
    ),
)


def write(root: Path) -> None:
    """Write the handbook into a folder."""
    _write(root, "mkdocs.yml", MKDOCS)
    for path, (title, body) in PAGES.items():
        front = f"---\ntitle: {title}\ndescription: A page of a small handbook, made for tests.\n---\n\n"
        _write(root, f"docs/{path}", front + body + "\n")
    for folder, id, title, (other, third), cited, statements, adapt in ARTICLES:
        words = {
            "id": id, "title": title, "verb": title.lower(), "other": other, "third": third,
            "cited": cited, "statements": statements, "adapt": adapt,
        }  # fmt: skip
        _write(root, f"docs/{folder}/{id}.md", ARTICLE.format(**words))
        _write(root, f"docs/_data/checklists/{id}.yml", CHECKLIST.format(**words))
        _write(root, f"docs/_data/scenes/{id}.yml", SCENE.format(**words))
        _write(root, f"docs/_data/search/{id}.yml", SEARCH.format(**words))
        _write(root, f"docs/_data/watch/{id}.yml", "query: trust[tiab] AND study[ti]\n")
        kinds = (("first", "single"), ("second", "single"), ("third", "single"), ("fourth", "multiple"))
        questions = (
            QUESTION.format(id=name, type=kind, verb=words["verb"], second=str(kind == "multiple").lower())
            for name, kind in kinds
        )
        _write(root, f"docs/_data/quizzes/{id}.yml", "questions:\n" + "".join(questions))
    _write(
        root, "docs/_data/references/a.yml", REFERENCE.format(id="author-a") + "\n" + REFERENCE.format(id="author-b")
    )
    _write(
        root,
        "docs/_data/groups.yml",
        "groups:\n  - {id: deaf, title: Deaf, names: [deaf]}\n  - {id: child, title: Children, names: [child]}\n",
    )
    _write(root, "docs/_data/redirects.yml", "rapport/hello.md: rapport/greet.md\n")
    term = (
        "terms:\n  - id: nocebo\n    term: nocebo effect\n    definition: Harm from expecting it.\n    see: [greet]\n"
    )
    _write(root, "docs/_data/glossary.yml", term)
    statement = "  - id: S{n}\n    says: Statement {n}.\n    verdict: kept\n    why: Seen in test {n}.\n    answered_by: [greet#evidence]\n"
    _write(root, "docs/_data/source.yml", "statements:\n" + "".join(statement.format(n=n) for n in range(1, 27)))
    _write(
        root,
        "docs/_data/permalinks.tsv",
        "url\tanchor\tsince\nrapport/greet/\t\t2026-01-02\nrapport/greet/\tdo\t2026-01-02\n",
    )


def files(root: Path) -> dict[str, bytes]:
    """What a folder holds, where a link is no text."""
    found = [path for path in root.rglob("*") if path.is_symlink() or path.is_file()]
    return {path.relative_to(root).as_posix(): b"" if path.is_symlink() else path.read_bytes() for path in found}


def restore(root: Path, kept: dict[str, bytes]) -> None:
    """Take back what is not in a folder as it was; what is stays untouched, so that it need not be read again."""
    for path in sorted(root.rglob("*"), reverse=True):  # what a folder holds comes before the folder
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):  # it holds what is as it was
                path.rmdir()
        elif (
            path.is_symlink() or not path.is_file() or path.read_bytes() != kept.get(path.relative_to(root).as_posix())
        ):
            path.unlink()
    for file, content in kept.items():
        if not (root / file).exists():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_bytes(content)


def _write(root: Path, file: str, text: str) -> None:
    path = root / file
    if path.is_file() and path.read_text("utf-8") == text:
        return  # it need not be read again
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
