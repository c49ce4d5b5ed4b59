"""The macro reference: every macro stands in it, and each example is run and shown with what it becomes."""

from __future__ import annotations

import re

import pytest

from macros import handbook
from macros.handbook.template import is_call
from macros.model import Call
from macros.render import MACROS
from tests.conftest import PROJECT

PAGE = "contribute/macros.md"
TEXT = (PROJECT / "docs" / PAGE).read_text("utf-8")
SHOWN = re.findall(r"\{% raw %\}`?(\{\{.*?\}\})`?\{% endraw %\}", TEXT)
EXAMPLES = re.findall(r"```\n\{% raw %\}(\{\{.*?\}\})\{% endraw %\}\n```\n\n((?:(?!\n## |```).)*)", TEXT, re.DOTALL)


def test_every_macro_stands_in_the_reference() -> None:
    assert {re.findall(r"\w+", one)[0] for one in SHOWN} == set(MACROS)
    assert all(is_call(one) for one in SHOWN)


def shown_on(call: str, after: str) -> str:
    """The page that shows what an example becomes: this one, or the one that it names."""
    return PAGE if call in after else re.findall(r'xref\("([\w/-]+\.md)"\)', after)[0]


@pytest.mark.parametrize(("call", "after"), EXAMPLES, ids=[call for call, _ in EXAMPLES])
def test_an_example_is_run_and_becomes_something(call: str, after: str) -> None:
    book = handbook.load(PROJECT)
    page = book.pages[shown_on(call, after)]
    run = next(one for one in page.calls if call.startswith(f"{{{{ {one.name}({first_of(one)}"))
    extra = {"nth": 0} if run.name == "cite" else {}
    assert MACROS[run.name](book, page, *run.args, **run.kwargs, **extra).strip()


def first_of(call: Call) -> str:
    """The first argument as it is written in an example, or nothing."""
    return f'"{call.args[0]}"' if call.args else ""


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8
