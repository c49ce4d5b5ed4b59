"""The template engine runs calls of our macros with constants, in text that was checked, under every builder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from macros import handbook
from macros.builders.adapter import CHECKED, Host
from macros.builders.engine import Engine, Refused
from macros.builders.run import run_module
from tests.test_build import QUIET, prepare

ENGINE = Engine({"xref": lambda *args, **kwargs: f"<{args}{kwargs}>"})
CALLS = {
    "a {{ xref('b', text='c') }} d": "a <('b',){'text': 'c'}> d",
    "{{ xref('a\\u007b{ 7*7 }}') }}": "<('a{{ 7*7 }}',){}>",
    "{% raw %}{{ 7*7 }}{% endraw %}": "{{ 7*7 }}",
}
NO_CALLS = (
    "{{ 7*7 }}", "{{ 'a' }}", "{{ xref }}", "{{ xref.__globals__ }}", "{{ xref('a')|upper }}", "{{ xref(xref('a')) }}",
    "{{ xref(*['a']) }}", "{{ xref(**{'a': 'b'}) }}", "{{ xref(['a']) }}", "{{ xref('a') if 1 }}", "{{ xref('a') ~ 'b' }}",
    "{{ lipsum() }}", "{{ cycler('a') }}", "{{ namespace() }}", "{{ range(3) }}", "{{ self }}", "{{ config }}",
    "{% set a = 1 %}", "{% include 'index.md' %}", "{% for a in 'b' %}{% endfor %}", "{# a #}", "{%- raw %}{% endraw %}",
    "{{ xref(text='a', text='b') }}", "{{- xref('a') }}", "{{ xref('a') -}}", "{{ xref('a'", "{{ xref(" + "9" * 5_000 + ") }}", "{{ " + "(" * 3_000,
)  # fmt: skip


@pytest.mark.parametrize("text", CALLS)
def test_a_call_with_constants_is_rendered_once(text: str) -> None:
    assert ENGINE.rendered(text) == CALLS[text]


@pytest.mark.parametrize("code", NO_CALLS, ids=[one[:30] for one in NO_CALLS])
def test_anything_else_is_refused_with_its_line(code: str) -> None:
    with pytest.raises(Refused) as refused:
        ENGINE.rendered(f"One.\n\n{code}\n\nFive.")
    assert refused.value.line in (1, 3, 5)


def test_only_the_checked_text_of_a_page_is_rendered(good: Path) -> None:
    host = Host(good, SystemExit)
    text = handbook.load(good).pages["rapport/greet.md"].text
    assert "Look up how to" in host.render("rapport/greet.md", text.lstrip("\n"), {})
    for path, other in (
        ("rapport/greet.md", f"---\n# {{{{ xref('listen') }}}}\n---\n{text}"),
        ("rapport/greet.md", "A title"),
        ("rapport/listen.md", text),
        ("rapport/none.md", text),
    ):
        with pytest.raises(SystemExit, match=rf"docs/{path}:1:1: KB900"):
            host.render(path, other, {})


def test_what_is_refused_on_the_home_page_is_named_with_its_own_line(good: Path) -> None:
    home = good / "docs/index.md"
    lines = [*home.read_text("utf-8").split("\n"), "A line.", "{{ 7*7 }}"]
    home.write_text("\n".join(lines), "utf-8")
    with pytest.raises(SystemExit, match=rf"docs/index.md:{len(lines)}:1: KB801"):
        Host(good, SystemExit).render("index.md", handbook.load(good).pages["index.md"].text.lstrip("\n"), {})


@pytest.mark.parametrize("day", ["soon", ""])
def test_a_day_that_is_none_is_refused_with_the_page_and_the_way_to_its_key(good: Path, day: str) -> None:
    page = good / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("checked: 2026-01-02", f"checked: {day}"), "utf-8")
    text = handbook.load(good).pages["rapport/greet.md"].text.lstrip("\n")
    with pytest.raises(
        SystemExit, match=rf"docs/rapport/greet.md:1:1: KB900 .*'{day}' is no day.*front matter.*`kb check`"
    ):
        Host(good, SystemExit).render("rapport/greet.md", text, {})


def test_a_handbook_that_changed_after_its_check_is_not_built(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHECKED, handbook.load(good).stamp)
    Host(good, SystemExit)
    advice = good / "docs/_data/checklists/greet.yml"
    advice.write_text(advice.read_text("utf-8") + "\n", "utf-8")
    os.utime(advice, ns=(1, 1))
    with pytest.raises(SystemExit, match="KB900 A file was changed"):
        Host(good, SystemExit)


PROBES = {
    "in the text": ("They greet people you back.", "They {{ 7*7 }} you back.", "docs/rapport/greet.md:51:1: KB801"),
    "in a comment": (
        "source_statements: [",
        "# {{ xref('listen') }}\nsource_statements: [2026-13-45, ",
        "docs/rapport/greet.md:1:1: KB900",
    ),
    "in the title": ("title: Greet people", "title: '{{ 7*7 }}'", "docs/rapport/greet.md:1:1: KB900"),
}


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs", "zensical"])
@pytest.mark.parametrize("probe", PROBES)
def test_no_builder_runs_template_code_that_the_check_would_have_refused(good: Path, builder: str, probe: str) -> None:
    prepare(good)
    page, (old, new, refusal) = good / "docs/rapport/greet.md", PROBES[probe]
    page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")
    done, said = run_module([builder, "build", "--strict", "--clean"], good, QUIET)
    if builder == "zensical" and probe != "in the text":  # it drops comments, and renders no title that we did not
        assert done == 0, said
        built = (good / "site/rapport/greet/index.html").read_text("utf-8")
        assert "Look up how to" in built
        assert "49" not in built
    else:
        assert done != 0
        assert refusal in said


def test_zensical_without_our_extension_renders_nothing(good: Path) -> None:
    prepare(good)
    settings = good / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("  - macros.builders.zensical\n", ""), "utf-8")
    done, said = run_module(["zensical", "build", "--strict", "--clean"], good, QUIET)
    assert done != 0
    assert "macros.builders.zensical" in said
