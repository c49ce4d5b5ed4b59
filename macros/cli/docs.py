"""`kb docs`: write the reference pages for contributors from the code that they describe."""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from markupsafe import Markup

from macros.checks import rules, tally
from macros.cli import architecture
from macros.cli.shared import Add
from macros.handbook.signatures import SIGNATURES
from macros.model import Severity
from macros.render import MACROS

FAMILIES = {
    "1": ("Front matter", "front-matter"),
    "2": ("Sections and ids", "sections"),
    "3": ("Names", "names"),
    "4": ("Checklists, quizzes, scenes, glossary, waivers", "data"),
    "5": ("References and certainty", "evidence"),
    "6": ("Permalinks, redirects and changes", "permalinks"),
    "7": ("Writing: suggestions that never fail a check", "writing"),
    "8": ("Safety", "safety"),
    "9": ("The built site", "site"),
}
_READING = {
    "01": "A file cannot be read as text: it holds something else, is too large or cannot be opened.",
    "02": "A file is not plain YAML: broken, a key twice, a tag, an alias, or nested too deep.",
    "03": "A key is unknown.",
    "04": "A key is missing.",
    "05": "A value is not one that is allowed there.",
}
# What is found while files are read, while a builder runs or in a built site has no rule of its own.
_OTHERS = {
    **{f"KB{family}{kind}": text for family in "145" for kind, text in _READING.items()},
    "KB114": f"A file has more findings than are listed, at most {tally.MOST:,}; the rest are counted.",
    "KB116": f"A run has more than {tally.MANY:,} findings; each file gives its first {tally.FIRST}, "
    f"up to {tally.MOST_IN_ALL:,} in all, and the rest are counted.",
    "KB115": "A file, or a folder of very many small files, takes more time or memory than a check has; the others are checked without it.",
    "KB301": "No article or page has this name.",
    "KB302": "The page has no such section or item.",
    "KB303": "There is no such checklist or quiz.",
    "KB304": "There is no such reference.",
    "KB305": "There is no such glossary term.",
    "KB306": "There is no such pillar, stage, setting, part of the visit, design, outcome, measure or kind of download.",
    "KB307": "A macro that does not exist, or is called with the wrong number or kind of arguments.",
    "KB312": "There is no such picture.",
    "KB414": "A waiver whose day has passed.",
    "KB415": "A waiver that waives nothing.",
    "KB431": "A picture that holds more than lines and words, such as a script, a style or an address, or is no SVG.",
    "KB432": "A picture without words for those who do not see it.",
    "KB433": "A picture that is too large for a page.",
    "KB534": "RIS, BibTeX, PubMed's format or JSON pasted among the references, which `kb import` reads.",
    "KB601": "A line of the permalinks that cannot be read, or an unresolved merge conflict among them.",
    "KB900": "The builder itself refused to build; its own words follow.",
    "KB901": "One id twice on a page.",
    "KB902": "A link that leads to no page.",
    "KB903": "A link to a section that its page does not have.",
    "KB904": "Template code, an error of a macro or unresolved Markdown in the text that people read.",
    "KB905": "A request to another host, in HTML, CSS or JavaScript.",
    "KB906": "A redirect to a page that redirects again.",
    "KB907": "A search result that leads nowhere or shows template code, or data of the search that cannot be read.",
    "KB908": "Code in a link or in an attribute.",
    "KB909": "A page without a content security policy, or with one that comes after what it loads.",
    "KB910": "A policy that lets third-party code in.",
    "KB911": "A script, style or style attribute that the page's own policy refuses.",
    "KB912": "A course pack that cannot be read, or a link of one that leads to no page or section.",
    "KB913": "A frame or another active element in a page, or a redirect that leaves the site.",
    "KB914": "Something in the text of a built page that neither Markdown nor a macro makes, or a character that nobody sees, there or in a file made for others.",
    "KB916": "A page, a picture or a file of the site's look that another one replaced in the built site.",
    "KB915": "The text of a built page closes, opens or changes something around it, or the page does not say where it begins.",
}  # fmt: skip


def add(command: Add) -> None:
    command("docs", run, "Write the contributors' lists of findings, macros, commands and parts from the code.")


def run(options: argparse.Namespace) -> int:
    for file, text in pages(options.root).items():
        (options.root / file).write_text(text, "utf-8", newline="\n")
        print(f"Wrote {file}.")
    return 0


def pages(root: Path) -> dict[str, str]:
    """Return each reference page whole: what is written by hand, and from one heading on the list made anew."""
    from macros.cli import parser

    made = {
        "docs/contribute/findings.md": ("## Front matter", _findings()),
        "docs/contribute/macros.md": ("## All macros", _macros()),
        "docs/contribute/commands.md": ("## All commands", _commands(parser())),
        "docs/contribute/architecture.md": ("## All parts", architecture.table()),
    }
    return {architecture.PICTURE: architecture.drawing()} | {
        file: (root / file).read_text("utf-8").partition(heading)[0] + "\n".join(lines).rstrip() + "\n"
        for file, (heading, lines) in made.items()
    }


def codes() -> dict[str, tuple[str, str]]:
    """Return every code with what it looks for, and what it does to a check."""
    found = {code: (text, "yes") for code, text in _OTHERS.items()}
    for rule in rules(date.today()):
        fails = "yes" if rule.severity is Severity.ERROR else "no"
        fixed = "; `make fix` fixes it" if rule.fixable else ""
        found.setdefault(rule.code, (_one_line(inspect.getdoc(rule) or ""), fails + fixed))
    return dict(sorted(found.items()))


def _findings() -> Iterator[str]:
    span = Markup('<span id="{}">{}</span>')
    for family, (title, id) in FAMILIES.items():
        yield f"## {title} {{ #{id} }}\n\n| Code | What it looks for | Fails a check |\n|---|---|---|"
        for code, (text, fails) in codes().items():
            if code[2] == family:
                yield f"| {span.format(code.lower(), code)} | {text} | {fails} |"
        yield ""


def _macros() -> Iterator[str]:
    yield "## All macros { #all }\n\n| Call | What it gives |\n|---|---|"
    for name, signature in sorted(SIGNATURES.items()):
        yield f"| `{signature.example}` | {_one_line(inspect.getdoc(MACROS[name]) or '')} |"


def _commands(top: argparse.ArgumentParser) -> Iterator[str]:
    yield "## All commands { #all }\n\n| Command | What it does |\n|---|---|"
    yield from _rows(top, "kb")


def _rows(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, one in action.choices.items():
                nested = any(isinstance(inner, argparse._SubParsersAction) for inner in one._actions)
                if nested:
                    yield from _rows(one, f"{name} {word}")
                else:
                    yield f"| `{' '.join([name, word, *_arguments(one)])}` | {_one_line(one.description or '')} |"


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if not isinstance(action, argparse._HelpAction):
            word = action.option_strings[0] if action.option_strings else str(action.metavar or action.dest).upper()
            yield f"[{word}]" if action.option_strings or action.nargs == "?" else word


def _one_line(text: str) -> str:
    """Return the first paragraph in one line, safe in a cell of a table and for the template language."""
    line = " ".join(text.partition("\n\n")[0].split()).replace("|", "\\|").replace("{#", "{ #")
    return re.sub(r"(\{\{|\{%|\{#).*?(\}\}|%\}|#\})", "...", line)
