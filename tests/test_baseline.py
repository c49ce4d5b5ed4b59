"""The linters find what browsers of the baseline lack, and what no linter sees is looked for here."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.node import run

PROJECT = Path(__file__).parent.parent
PUBLISHED = [*(PROJECT / "overrides/assets/js").rglob("*.js"), *(PROJECT / "macros/site").glob("*.js")]
STYLES = """\
@layer a {
  a { color: light-dark(red, blue); }
  a { background: color-mix(in srgb, red, blue); }
  @media print { a { b { color: red; } } }
  a { text-wrap: balance; }
  @container (width > 1px) { a { color: red; } }
}
"""
SCRIPT = """\
Map.groupBy([], one => one)
export const short = word => word.replace(/(?<=ic)k$/, "")
export const both = new Set().union(new Set())
Promise.withResolvers()
navigation.navigate("/")
export const fine = [1].at(-1)
"""


def test_styles_beyond_the_baseline_are_findings(tmp_path: Path) -> None:
    sheet = tmp_path / "new.css"
    sheet.write_text(STYLES, "utf-8")
    config = str(PROJECT / "stylelint.config.js")
    done = run("stylelint", "--config", config, "--formatter", "json", str(sheet), capture=True)
    [result] = json.loads(done.stdout or done.stderr)
    assert sorted(one["line"] for one in result["warnings"]) == [2, 3, 4, 6]


def test_calls_and_patterns_beyond_the_baseline_are_findings() -> None:
    # ESLint looks only at files within the project, so this one is handed over by name and content.
    done = run("node", "--input-type=module", "--eval", ESLINT, capture=True)
    assert sorted(set(json.loads(done.stdout))) == [1, 2, 3, 4, 5], done.stderr


ESLINT = f"""
import {{ ESLint }} from "eslint"
const [found] = await new ESLint().lintText({json.dumps(SCRIPT)}, {{ filePath: "overrides/assets/js/new.js" }})
console.log(JSON.stringify(found.messages.map(one => one.line)))
"""


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_no_pattern_looks_behind_itself_not_even_one_made_from_a_text(path: Path) -> None:
    assert not re.search(r"\(\?<[=!]", path.read_text("utf-8"))


def test_every_script_and_style_is_looked_at() -> None:
    assert len(PUBLISHED) > 30
    assert {path.suffix for path in (PROJECT / "overrides/assets").rglob("*")} <= {
        "",
        ".css",
        ".js",
        ".png",
        ".svg",
        ".txt",
    }


def test_the_list_of_what_is_installed_names_no_host_to_get_it_from() -> None:
    lock = json.loads((PROJECT / "package-lock.json").read_text("utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert len(packages) > 100
    assert [name for name, one in packages.items() if "resolved" in one] == []
    assert [name for name, one in packages.items() if not one.get("integrity")] == []
