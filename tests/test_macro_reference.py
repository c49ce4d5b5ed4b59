"""The macro reference: every macro stands in it, and each example is run and shown with what it becomes."""

from __future__ import annotations

import re

import pytest

from macros import library
from macros.library.template import is_call
from macros.render import MACROS
from tests.conftest import PROJECT

PAGE = "contribute/macros.md"
TEXT = (PROJECT / "docs" / PAGE).read_text("utf-8")
SHOWN = re.findall(r"\{% raw %\}`?(\{\{.*?\}\})`?\{% endraw %\}", TEXT)
EXAMPLES = re.findall(r"```\n\{% raw %\}(\{\{.*?\}\})\{% endraw %\}\n```\n\n([^#`]*)", TEXT)


def test_every_macro_stands_in_the_reference() -> None:
    assert {re.findall(r"\w+", one)[0] for one in SHOWN} == set(MACROS)
    assert all(is_call(one) for one in SHOWN)


def test_every_example_is_followed_by_what_it_becomes() -> None:
    assert len(EXAMPLES) >= 8
    for call, after in EXAMPLES:
        assert call in after, call


@pytest.mark.parametrize("call", [call for call, _ in EXAMPLES])
def test_an_example_gives_text_on_its_own_page(call: str) -> None:
    book = library.load(PROJECT)
    page = book.pages[PAGE]
    run = next(one for one in page.calls if call.startswith(f"{{{{ {one.name}(") and repr_of(one) in call)
    extra = {"nth": 0} if run.name == "cite" else {}
    assert MACROS[run.name](book, page, *run.args, **run.kwargs, **extra).strip()


def repr_of(call: object) -> str:
    """The first argument as it is written in an example, or nothing."""
    args = getattr(call, "args", ())
    return f'"{args[0]}"' if args else ""
