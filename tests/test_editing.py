"""What `kb` writes for a contributor, and how it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from macros import handbook
from macros.checks import check
from macros.cli import main
from macros.errors import refusal
from macros.site.atomic_publish import replace, workspace

TODAY = date.today()


def codes(root: Path) -> set[str]:
    return {one.code for one in check(handbook.load(root), TODAY)}


def test_a_new_article_has_only_findings_that_say_what_to_fill_in(good: Path) -> None:
    page = (good / "docs/rapport/greet.md").read_text("utf-8")
    (good / "docs/foundations").mkdir()
    for name in ("why-trust-matters", "first-impressions"):
        other = page.replace("title: Greet people", f"title: About {name}").replace("greet", name)
        other = other.replace(", ".join(f"S{n}" for n in range(1, 27)), "")
        (good / f"docs/foundations/{name}.md").write_text(other, "utf-8")
        for kind in ("checklists", "quizzes"):
            text = (good / f"docs/_data/{kind}/greet.yml").read_text("utf-8")
            (good / f"docs/_data/{kind}/{name}.yml").write_text(text, "utf-8")
    before = codes(good)
    assert main(["--root", str(good), "new", "article", "rapport/greet-by-name"]) == 0
    assert codes(good) - before == {"KB212"}
    wanted = [one.facts["words"] for one in check(handbook.load(good), TODAY) if one.code == "KB212"]
    assert "the one thing to do." in wanted
    assert len(wanted) > 40


def test_a_new_article_never_overwrites(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(good), "new", "article", "maintain/greet"]) == 2
    assert "The id 'greet' is taken by docs/rapport/greet.md" in capsys.readouterr().err


@pytest.mark.parametrize(
    "where", ["greet", "nowhere/greet", "rapport/Greet", "rapport/../x", "rapport/", "rapport/é", "rapport/a--b"]
)
def test_a_new_article_needs_a_place(good: Path, where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(good), "new", "article", where]) == 2
    assert "Write <folder>/<id>" in capsys.readouterr().err


def test_the_ledger_grows_and_never_shrinks(good: Path) -> None:
    first = good / "docs/_data/permalinks.tsv"
    before = first.read_bytes()
    assert main(["--root", str(good), "ledger"]) == 0
    [grown] = (good / "docs/_data/permalinks").iterdir()
    assert "rapport/greet/\tsay-it\t" in grown.read_text("utf-8")
    assert main(["--root", str(good), "ledger"]) == 0
    assert [first.read_bytes(), *grown.parent.iterdir()] == [before, grown]
    assert codes(good) == set()


def test_an_address_that_two_files_of_the_ledger_hold_is_known_since_the_earlier_day(good: Path) -> None:
    assert main(["--root", str(good), "ledger"]) == 0
    [grown] = (good / "docs/_data/permalinks").iterdir()
    (grown.parent / "2026-01-03-0.tsv").write_text("url\tanchor\tsince\nrapport/greet/\tsay-it\t2026-01-03\n", "utf-8")
    assert codes(good) == set()
    rows = [row for row in handbook.load(good).permalinks if (row.url, row.anchor) == ("rapport/greet/", "say-it")]
    assert [row.since for row in rows] == ["2026-01-03"]


MOVED = "docs/_data/redirects.yml"


def sent_on(root: Path) -> dict[str, str]:
    return {one.old: one.new for one in handbook.load(root).redirects.values()}


@pytest.mark.parametrize(
    "text", ["{rapport/hello.md: rapport/greet.md}", "rapport/hello.md: 'rapport/listen.md'", "a: b: c"]
)
def test_a_move_loses_no_redirect(good: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (good / MOVED).write_text(text, "utf-8")
    assert main(["--root", str(good), "move", "listen", "maintain"]) == 2
    assert "Write each redirect there as a line" in capsys.readouterr().err
    assert (good / MOVED).read_text("utf-8") == text
    assert (good / "docs/rapport/listen.md").is_file()


@pytest.mark.parametrize("text", [None, "", "# Pages that moved", "rapport/hello.md: rapport/greet.md"])
def test_a_move_adds_a_line_to_what_is_there(good: Path, text: str | None) -> None:
    (good / MOVED).unlink()
    if text is not None:
        (good / MOVED).write_text(text, "utf-8")
    assert main(["--root", str(good), "move", "listen", "maintain"]) == 0
    lines = (good / MOVED).read_text("utf-8").splitlines()
    assert lines == [*(text or "").splitlines(), "rapport/listen.md: maintain/listen.md"]
    assert codes(good) == set()


def test_a_moved_article_keeps_its_old_address(good: Path) -> None:
    main(["--root", str(good), "ledger"])
    assert main(["--root", str(good), "move", "listen", "maintain"]) == 0
    assert sent_on(good)["rapport/listen.md"] == "maintain/listen.md"
    assert codes(good) == set()


def test_a_move_says_that_the_topics_are_still_to_be_changed(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--root", str(good), "move", "listen", "maintain"])
    assert "topics.yml" not in capsys.readouterr().out
    text = "topics:\n  - {id: first, pillar: rapport, title: First, articles: [greet, listen]}\n"
    (good / "docs/_data/topics.yml").write_text(text, "utf-8")
    main(["--root", str(good), "move", "listen", "quality"])
    assert "Now put it into a topic of its new pillar in docs/_data/topics.yml" in capsys.readouterr().out


def test_moving_twice_leaves_no_chain_and_moving_back_no_circle(good: Path) -> None:
    with (good / MOVED).open("a", encoding="utf-8") as file:
        file.write("rapport/hear.md: rapport/listen.md#say\n")
    for folder in ("maintain", "quality", "rapport"):
        assert main(["--root", str(good), "move", "listen", folder]) == 0
        assert "KB603" not in codes(good)
        assert sent_on(good)["rapport/hear.md"] == f"{folder}/listen.md#say"
    assert sent_on(good)["maintain/listen.md"] == sent_on(good)["quality/listen.md"] == "rapport/listen.md"


def test_a_wrong_move_says_what_was_meant(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(good), "move", "lissen", "maintain"]) == 2
    assert "Did you mean 'listen'?" in capsys.readouterr().err
    assert main(["--root", str(good), "move", "listen", "maintane"]) == 2
    assert "Did you mean 'maintain'?" in capsys.readouterr().err


def test_check_speaks_to_people_to_github_and_to_programs(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (good / "docs/about/junk.md").write_bytes(b"\x00")
    assert main(["--root", str(good), "check"]) == 1
    assert capsys.readouterr().out.startswith("docs/about/junk.md:1:1: KB101 ")
    assert main(["--root", str(good), "check", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=docs/about/junk.md,line=1,col=1,title=KB101::This file")
    assert main(["--root", str(good), "check", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["code"] == "KB101"


def test_ctrl_c_ends_any_command_without_a_traceback(
    good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("macros.cli.check.check_within_limits", interrupted)
    assert main(["--root", str(good), "check"]) == 130
    assert capsys.readouterr().err == "\nkb: Stopped.\n"


def test_a_good_handbook_ends_well(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(good), "check"]) == 0
    assert capsys.readouterr().out == "No findings in 3 articles.\n"


def test_advice_is_shown_and_does_not_fail(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = good / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("They greet people you back.", "They greet you back!"), "utf-8")
    assert main(["--root", str(good), "check"]) == 0
    assert "(suggestion)\n1 suggestion in 3 articles." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["build", "docs"], "'docs' is not a built site"),
        (["build", "."], "'.' is not a built site"), (["--root", "docs", "check"], "There is no handbook in"),
        (["finish", "a b"], "There is no built site in 'a b'"),
        (["compare", "gone.imscc"], "'gone.imscc': No such file"), (["compare", "docs"], "'docs': Is a directory"),
        (["import", "gone.ris"], "'gone.ris': No such file"), (["import", "docs"], "'docs': Is a directory"),
        (["import", "mkdocs.yml/a"], "'mkdocs.yml/a': Not a directory"),
        (["ci", "workspace", "nowhere"], "There is no folder"),
        (["ci", "links", "mkdocs.yml"], "'mkdocs.yml' is not what lychee"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], said: list[str], words: str
) -> None:
    monkeypatch.chdir(good)
    monkeypatch.delenv("GITHUB_API_URL", raising=False)
    before = {path: path.read_bytes() for path in good.rglob("*") if path.is_file()}
    assert main(said) == 2
    assert capsys.readouterr().err.startswith(f"kb: {words}")
    assert {path: path.read_bytes() for path in good.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("site", ["mkdocs.yml", "mkdocs.yml/new/site"])
def test_a_site_cannot_be_built_into_a_file(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], site: str
) -> None:
    monkeypatch.chdir(good)
    assert main(["build", site]) == 2
    assert f"'{good / 'mkdocs.yml'}' is a file" in capsys.readouterr().err


@pytest.mark.parametrize("site", ["site", "new/site"])
def test_a_site_cannot_be_built_where_nothing_may_be_written(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], site: str
) -> None:
    monkeypatch.chdir(good)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert main(["build", site]) == 2
    assert f"'{good}' may not be written to" in capsys.readouterr().err


def test_folders_above_a_new_site_are_made(tmp_path: Path) -> None:
    site = tmp_path / "not yet/a b/site"
    with workspace(site, print) as fresh:
        replace(site, fresh)
    assert list(tmp_path.glob("**/site")) == [site]


@pytest.mark.parametrize("error", [FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError])
def test_what_a_file_system_refuses_is_told_with_its_place_and_what_to_do(error: type[OSError], tmp_path: Path) -> None:
    said = refusal(error(1, "Why", "a b"), tmp_path)
    assert said.startswith("'a b': Why. ")
    assert len(said) > len("'a b': Why. ")
    assert refusal(OSError(28, "No space left on device"), tmp_path) == "No space left on device."


@pytest.mark.parametrize("port", ["70000", "-1", "http"])
def test_an_invalid_port_is_refused_with_its_range(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])
    assert "0 to 65535" in capsys.readouterr().err
