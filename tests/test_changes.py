"""Versions, declared changes, and what has become of an old course pack."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from lxml import etree

from macros import handbook
from macros.checks import check
from macros.cli import main
from macros.exports import feed
from macros.handbook.cartridge_reader import LARGEST, LARGEST_INSIDE, MOST_FILES
from macros.handbook.change_log import FOLDER, in_order
from macros.handbook.versions import of_article, of_page
from macros.render.changes import lately, whats_new
from macros.render.text import day

Edit = Callable[[Path], None]
GREET, ITEMS = "docs/rapport/greet.md", "docs/_data/checklists/greet.yml"


def replaced(file: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new), "utf-8")

    return edit


@pytest.fixture
def published(good: Path) -> Path:
    """The small handbook with an address, its ledger and log begun."""
    replaced("mkdocs.yml", 'site_url: ""', "site_url: https://example.org/hb/")(good)
    assert main(["--root", str(good), "ledger", "--first"]) == 0
    assert messages(good) == []
    return good


def messages(root: Path) -> list[str]:
    return [str(one) for one in check(handbook.load(root), date.today())]


def version(root: Path, anchor: str = "") -> str:
    return str(of_page(handbook.load(root), "rapport/greet.md")[anchor])


@pytest.mark.parametrize(
    "edit",
    [
        replaced(GREET, "Someone who is deaf needs", "**Someone who is deaf**\nneeds"),
        replaced(GREET, "They greet people you back.", "They greet people: you back"),
        replaced(GREET, "evidence_checked: 2026-01-02", "evidence_checked: 2026-01-03"),
        replaced(ITEMS, "Wait for them to greet people.", "wait for them to greet people"),
    ],
    ids=["line ends and emphasis", "punctuation", "a date of the record", "case"],
)
def test_a_version_stays_when_no_word_changes(good: Path, edit: Edit) -> None:
    before = version(good)
    edit(good)
    assert version(good) == before


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (replaced(GREET, "needs to see", "has to see"), {"", "adapt"}),
        (replaced(GREET, "title: Greet people\n", "title: Greet everyone\n"), {""}),
        (replaced(ITEMS, "certainty: moderate", "certainty: high"), {"", "do", "evidence", "wait"}),
        (replaced(ITEMS, "Two studies agree", "Three studies agree"), {"", "do", "evidence", "wait"}),
        (
            replaced("docs/_data/quizzes/greet.yml", "That is first.", "It was first."),
            {"", "teach", "teach-if-it-fails", "quiz-first"},
        ),
    ],
    ids=["a word", "the title", "certainty", "the reason", "feedback"],
)
def test_a_version_changes_where_the_words_do_and_nowhere_else(good: Path, edit: Edit, changed: set[str]) -> None:
    before = of_page(handbook.load(good), "rapport/greet.md")
    edit(good)
    after = of_page(handbook.load(good), "rapport/greet.md")
    assert {anchor for anchor in before if before[anchor] != after[anchor]} == changed


def test_only_a_change_of_advice_changes_the_version_of_the_advice(good: Path) -> None:
    before = of_page(handbook.load(good), "rapport/greet.md")["do"].advice
    replaced(ITEMS, "Two studies agree", "Three studies agree")(good)
    assert of_page(handbook.load(good), "rapport/greet.md")["do"].advice == before
    replaced(ITEMS, "strength: consider", "strength: do\n    basis: low-cost")(good)
    assert of_page(handbook.load(good), "rapport/greet.md")["do"].advice != before


def rename_a_section(root: Path) -> None:
    replaced(GREET, "### What nobody knows { #unknown }", "### What nobody knows { #not-known }")(root)


def move_the_article(root: Path) -> None:
    (root / GREET).rename(root / "docs/maintain/greet.md")
    replaced("docs/_data/redirects.yml", "rapport/hello.md: rapport/greet.md", "")(root)


def delete_an_item(root: Path) -> None:
    text = (root / ITEMS).read_text("utf-8")
    start, end = text.index("  - id: wait\n"), text.index("  - id: write-it\n")
    (root / ITEMS).write_text(text[:start] + text[end:], "utf-8")


reword_advice = replaced(ITEMS, "Wait for them to greet people.", "Wait until they greet people.")


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (rename_a_section, '{{ moved("unknown", "article#section") }}'),
        (move_the_article, "add the line 'rapport/greet.md: maintain/greet.md' to docs/_data/redirects.yml"),
        (
            delete_an_item,
            "'rapport/greet/#wait' was published and is gone. Keep the id. If it was an item of a checklist, add 'formerly: [wait]'",
        ),
        (delete_an_item, 'items:\n  wait: "gone"'),
        (reword_advice, 'kb change greet --advice "what changed and why"'),
        (reword_advice, "kind: advice\n"),
    ],
)
def test_what_would_strand_a_trainer_fails_the_check_and_the_message_says_what_to_add(
    published: Path, edit: Edit, told: str
) -> None:
    edit(published)
    assert main(["--root", str(published), "check"]) == 1
    assert any(told in one for one in messages(published))


def test_advice_in_the_log_that_is_no_fingerprint_is_a_finding(published: Path) -> None:
    log = next((published / FOLDER).glob("*-greet-*.yml"))
    log.write_text(re.sub(r'look-up: "[^"]*"', 'look-up: "spoilt"', log.read_text("utf-8"), count=1), "utf-8")
    assert sorted(re.findall(r"KB\d{3}", one)[0] for one in messages(published)) == ["KB405", "KB606"]


def test_the_file_of_the_finding_declares_the_change(published: Path) -> None:
    reword_advice(published)
    file, lines = re.search(
        rf"add a file ({FOLDER}/\S+) that holds what is below, [^\n]*\n(.*)", messages(published)[0], re.DOTALL
    ).groups()
    text = lines.replace("FILL: what changed and why, in one line", "Waiting may take longer.")
    (published / file).write_text(text + "\n", "utf-8")
    assert messages(published) == []


def test_new_words_alone_ask_nothing_of_who_writes_them_and_are_recorded_at_publication(published: Path) -> None:
    replaced(GREET, "needs to see", "has to see")(published)
    assert messages(published) == []
    assert main(["--root", str(published), "ledger"]) == 0
    *_, last = (one for one in handbook.load(published).changes if one.article == "greet")
    assert (last.kind, last.version) == ("editorial", version(published).partition(" ")[0])
    files = sorted((published / FOLDER).iterdir())
    assert main(["--root", str(published), "ledger"]) == 0
    assert sorted((published / FOLDER).iterdir()) == files


def test_a_change_is_declared_by_its_command_and_advice_cannot_be_called_editorial(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--root", str(published)]
    assert main([*root, "change", "greet", "--editorial", "Nothing really"]) == 2
    assert "has not changed since" in capsys.readouterr().err
    reword_advice(published)
    assert main([*root, "change", "greet", "--editorial", "Shorter words"]) == 2
    assert "This is not editorial: the advice of 'wait' (its do) changed." in capsys.readouterr().err
    assert main([*root, "change", "greet", "--advice", 'A trial: "wait" is\nbetter.']) == 0
    assert messages(published) == []
    replaced(GREET, "needs to see", "has to see")(published)
    assert main([*root, "change", "greet", "--editorial", "Plainer words"]) == 0
    assert messages(published) == []
    kinds = [one.kind for one in handbook.load(published).changes if one.article == "greet"]
    assert kinds == ["published", "advice", "editorial"]
    assert main([*root, "change", "great", "--editorial", "Plainer words"]) == 2
    assert "Did you mean 'greet'?" in capsys.readouterr().err


def test_advice_that_changes_twice_in_one_proposal_is_declared_by_one_file(published: Path) -> None:
    reword_advice(published)
    main(["--root", str(published), "change", "greet", "--advice", "Waiting is kinder"])
    before = sorted((published / FOLDER).iterdir())
    replaced(ITEMS, "Wait until they greet people.", "Wait until they greet you.")(published)
    [said] = messages(published)
    [log] = [path for path in before if "Waiting is kinder" in path.read_text("utf-8")]
    assert f"has changed since {FOLDER}/{log.name} declared it" in said
    kept = log.read_text("utf-8").partition("version:")[0]
    log.write_text(kept + said.partition("\n")[2] + "\n", "utf-8")
    assert messages(published) == []
    assert sorted((published / FOLDER).iterdir()) == before
    assert "Waiting is kinder" in log.read_text("utf-8")


def test_advice_that_was_declared_days_ago_is_declared_by_a_file_of_its_own(published: Path) -> None:
    reword_advice(published)
    main(["--root", str(published), "change", "greet", "--advice", "Waiting is kinder"])
    replaced(ITEMS, "Wait until they greet people.", "Wait until they greet you.")(published)
    [found] = check(handbook.load(published), date.today() + timedelta(days=2))
    [log] = [path for path in (published / FOLDER).iterdir() if "Waiting is kinder" in path.read_text("utf-8")]
    version = re.findall('version: "(.+)"', log.read_text("utf-8"))[0]
    assert f'replaces: "{version}"' in found.message
    assert log.name not in found.message


def test_a_change_is_dated_no_earlier_than_the_last_of_its_article(published: Path) -> None:
    log, tomorrow = next((published / FOLDER).glob("*-greet-*.yml")), str(date.today() + timedelta(days=1))
    log.write_text(log.read_text("utf-8").replace(str(date.today()), tomorrow), "utf-8")  # written east of here
    replaced(GREET, "They greet people you back.", "They greet you back.")(published)
    arguments = ["change", "greet", "--editorial", "One word less to read."]
    assert main(["--root", str(published), *arguments]) == 0
    assert messages(published) == []
    assert handbook.load(published).changes[-1].summary == "One word less to read."


def test_changes_of_one_day_stand_in_the_order_in_which_they_were_made(published: Path) -> None:
    root = ["--root", str(published)]
    for old, new in (("needs to", "has to"), ("has to", "ought to"), ("ought to", "needs to"), ("needs to", "has to")):
        replaced(GREET, f"{old} see", f"{new} see")(published)
        assert main([*root, "change", "greet", "--editorial", f"From {old} to {new}."]) == 0
    found = [one for one in handbook.load(published).changes if one.article == "greet"]
    told = ["needs to has to", "has to ought to", "ought to needs to", "needs to has to"]
    assert [one.summary for one in found][1:] == [
        f"From {' '.join(one.split()[:2])} to {' '.join(one.split()[2:])}." for one in told
    ]
    assert in_order(reversed(found[:4])) == tuple(found[:4])


@pytest.mark.parametrize("walk", ["abac", "abcad", "abacada", "acab", "abcbacd"])
def test_words_that_come_back_part_no_change_from_the_next(published: Path, walk: str) -> None:
    one = handbook.load(published).changes[0]
    made = [replace(one, replaces=before, version=after) for before, after in pairwise(f"0{walk}")]
    for mixed in (made[:1] + list(rest) for rest in permutations(made[1:])):
        ordered = in_order(mixed)
        assert "".join(change.version for change in ordered)[-1] == walk[-1]
        assert all(before.version == after.replaces for before, after in pairwise(ordered))


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_two_proposals_open_at_once_are_merged_in_either_order(published: Path, order: tuple[str, str]) -> None:
    root = ["--root", str(published)]
    git(published, "init", "-q", "-b", "main")
    git(published, "add", ".")
    git(published, "commit", "-qm", "Begin")
    for branch, id in (("one", "greet"), ("two", "listen")):
        git(published, "switch", "-qc", branch, "main")
        replaced(f"docs/_data/checklists/{id}.yml", "Wait for them", "Wait until they")(published)
        replaced(
            f"docs/rapport/{id}.md", "{{ quiz() }}", f"### Afterwards {{ #{id}-after }}\n\nRest.\n\n{{{{ quiz() }}}}"
        )(published)
        assert main([*root, "change", id, "--advice", f"Waiting is kinder to {id}"]) == 0
        assert main([*root, "ledger"]) == 0
        git(published, "add", ".")
        git(published, "commit", "-qm", branch)
    git(published, "switch", "-q", "main")
    for branch in order:
        git(published, "merge", "-q", "--no-edit", branch)
    assert [one for one in messages(published) if re.search("KB[46]", one)] == []
    found = handbook.load(published)
    assert {one.article for one in found.changes if one.kind == "advice"} == {"greet", "listen"}
    rows = [(row.url, row.anchor) for row in found.permalinks]
    assert {("rapport/greet/", "greet-after"), ("rapport/listen/", "listen-after")} <= set(rows)
    assert len(rows) == len(set(rows))


def test_the_log_lists_every_article_once_and_only_when_it_was_begun(good: Path) -> None:
    root = ["--root", str(good)]
    assert main([*root, "ledger"]) == 0
    assert not (good / FOLDER).exists()
    assert main([*root, "ledger", "--first"]) == 0
    first = sorted((good / FOLDER).iterdir())
    assert main([*root, "ledger"]) == 0
    assert sorted((good / FOLDER).iterdir()) == first
    assert sorted(one.article for one in handbook.load(good).changes) == ["greet", "listen", "return-calls"]


@pytest.fixture
def changed(published: Path) -> Path:
    reword_advice(published)
    main(["--root", str(published), "change", "greet", "--advice", "Waiting <longer> is safer & kinder"])
    return published


def test_the_feeds_and_the_page_say_what_changed_newest_first(changed: Path) -> None:
    book = handbook.load(changed)
    found = feed.json_feed(book)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["feed_url"] == "https://example.org/hb/downloads/changes.json"
    [first] = (one for one in found["items"] if one["tags"] == ["advice"])
    assert (first["url"], first["tags"]) == ("https://example.org/hb/rapport/greet/", ["advice"])
    assert first["_handbook"]["items"] == ["wait"]
    assert len({one["id"] for one in found["items"]}) == len(found["items"]) == 4
    atom = etree.fromstring(feed.atom(book).encode())
    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = atom.findall("a:entry", names)
    [advice] = (one for one in entries if one.find("a:category", names).get("term") == "advice")
    assert advice.findtext("a:summary", None, names) == "Waiting <longer> is safer & kinder"
    assert [advice.find("a:link", names).get("href"), len(entries)] == [first["url"], 4]
    for required in ("a:id", "a:title", "a:updated", "a:author/a:name"):
        assert atom.findtext(required, None, names)
    page = book.pages["index.md"]
    assert day("2026-01-02") == "2 Jan 2026"
    assert "[Greet people](rapport/greet.md). **Advice changed.** Waiting &lt;longer&gt; is safer" in whats_new(
        book, page
    )
    assert lately(book, page).startswith(
        f"- {day(str(date.today()))}: [Greet people](rapport/greet.md). **Advice changed.**"
    )
    assert whats_new(book, page).count("First published.") == 1
    assert "**First published.** [Greet people](rapport/greet.md), [Listen" in lately(book, page)


def test_many_articles_first_published_on_one_day_are_counted_on_the_home_page(published: Path) -> None:
    book = handbook.load(published)
    many = replace(
        book, changes=tuple(replace(one, article=f"{one.article}-{n}") for one in book.changes for n in "12")
    )
    assert lately(many, book.pages["index.md"]) == f"- {day(str(date.today()))}: **First published.** 6 articles"
    assert whats_new(many, book.pages["index.md"]).count("greet-") == 2


def test_articles_of_which_only_words_changed_are_named_once_a_day(published: Path) -> None:
    book = handbook.load(published)
    words = [replace(one, kind="editorial", summary="shorter") for one in book.changes]
    shown = whats_new(replace(book, changes=(*words, *words)), book.pages["index.md"])
    assert shown.count("[Greet people](rapport/greet.md)") == 1
    assert "- **Editorial.** [Greet people](rapport/greet.md), [Listen" in shown


def compared(root: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["--root", str(root), "compare", str(file)])
    output = capsys.readouterr()
    return status, output.out + output.err


@pytest.fixture
def old(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A pack and a permalinks.json of the handbook as first published, kept outside it."""
    assert main(["--root", str(published), "export"]) == 0
    folder = tmp_path_factory.mktemp("old")
    return {
        name: (published / "docs/downloads" / name).rename(folder / name)
        for name in ("rapport.imscc", "permalinks.json")
    }


@pytest.mark.parametrize("file", ["rapport.imscc", "permalinks.json"])
def test_compare_says_of_each_link_what_has_become_of_it(
    published: Path, old: dict[str, Path], file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert re.fullmatch(r"\d+ same\.\n", compared(published, old[file], capsys)[1])
    reword_advice(published)
    main(["--root", str(published), "change", "greet", "--advice", "Waiting is kinder"])
    replaced("docs/rapport/listen.md", "it is loud", "there is noise")(published)
    main(["--root", str(published), "change", "listen", "--editorial", "Plainer words"])
    main(["--root", str(published), "move", "listen", "maintain"])
    status, told = compared(published, old[file], capsys)
    assert status == 0
    lines = told.splitlines()
    assert "advice changed: https://example.org/hb/rapport/greet/#do 'What to do'" in lines
    assert lines[lines.index("advice changed: https://example.org/hb/rapport/greet/ 'Greet people'") + 1].endswith(
        "advice: Waiting is kinder"
    )
    here = "moved: https://example.org/hb/rapport/listen/{0} -> https://example.org/hb/maintain/listen/{0} (text: {1}) {2!r}"
    assert here.format("#adapt", "editorial", "Adapt to the person") in lines
    assert here.format("#say", "same", "Words you can use") in lines
    (published / "docs/rapport/greet.md").unlink()
    told = compared(published, old[file], capsys)[1]
    assert "gone: https://example.org/hb/rapport/greet/#do" in told


def zipped(files: dict[str, bytes], path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def manifest(entry: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" '
        'xmlns:m="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"><metadata><m:lom><m:general><m:identifier>'
        f"<m:entry>{entry}</m:entry></m:identifier></m:general></m:lom></metadata></manifest>"
    ).encode()


BOMB = (
    '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY a{n} "{"&a" + str(n - 1 if n > 1 else "") + ";"}{"&a" + str(n - 1 if n > 1 else "") + ";"}">'
        for n in range(1, 30)
    )
    + "]>"
)
SECRET = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


HOSTILE: dict[str, tuple[bytes | dict[str, bytes] | None, str]] = {
    "missing": (None, "No such file"),
    "empty": (b"", "is neither a course pack (.imscc)"),
    "broken zip": (b"PK\x03\x04 and no more", "damaged or cut off"),
    "other JSON": (b'{"addresses": 3}', "is JSON, but no permalinks.json"),
    "deep JSON": (b'{"a":' * 200_000, "is JSON, but no permalinks.json"),
    "control characters": (
        b'{"addresses": [{"address": "\\u001b[2J", "version": "00000000"}]}',
        "lists addresses or versions",
    ),
    "too large": (b" " * (LARGEST + 1), "is larger than 50 MB"),
    "no manifest": ({"a.txt": b"a"}, "holds no file 'imsmanifest.xml'"),
    "path traversal": ({"../../imsmanifest.xml": b"<a/>"}, "holds no file 'imsmanifest.xml'"),
    "zip bomb": ({"imsmanifest.xml": b" " * (LARGEST_INSIDE + 1)}, "unpacks to more than 20 MB"),
    "too many files": ({str(n): b"" for n in range(MOST_FILES + 1)}, "holds more than 30,000 files"),
    "no XML": ({"imsmanifest.xml": b"<a>"}, "is not XML"),
    "entity bomb": ({"imsmanifest.xml": manifest("&a29;", BOMB)}, "imsmanifest.xml"),
    "external entity": ({"imsmanifest.xml": manifest("&x; 00000000", SECRET)}, "defines a document type"),
    "no versions": ({"imsmanifest.xml": manifest("nothing")}, "lists no versions"),
    "no address": ({"imsmanifest.xml": manifest("../../etc/passwd? 00000000")}, "lists addresses or versions"),
}


@pytest.mark.parametrize(("content", "told"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_or_broken_file_is_refused_in_plain_words(
    good: Path, content: bytes | dict[str, bytes] | None, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = good / "old.imscc"
    if isinstance(content, dict):
        zipped(content, file)
    elif content is not None:
        file.write_bytes(content)
    status, output = compared(good, file, capsys)
    assert status == 2
    assert told in output
    assert "root:" not in output
    assert len(output) < 500


def test_a_pack_spoiled_in_another_compression_or_in_a_name_is_refused(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind, at in ((zipfile.ZIP_LZMA, 60), (zipfile.ZIP_STORED, 32)):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", kind) as archive:
            archive.writestr("imsmanifest.xml", "<a>" + "b" * 300 + "</a>")
        data = bytearray(packed.getvalue())
        data[7] |= 8  # the name is said to be UTF-8
        data[at : at + 9] = b"\xa1" * 9
        (good / "old.imscc").write_bytes(bytes(data))
        status, output = compared(good, good / "old.imscc", capsys)
        assert (status, "cannot be unpacked" in output) == (2, True)


def test_a_pack_whose_bytes_were_spoiled_is_refused(
    old: dict[str, Path], good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(old["rapport.imscc"].read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.getinfo("imsmanifest.xml").header_offset + 60
    data[start : start + 40] = bytes(40)
    old["rapport.imscc"].write_bytes(bytes(data))
    status, output = compared(good, old["rapport.imscc"], capsys)
    assert (status, "cannot be unpacked" in output) == (2, True)


def test_the_same_text_has_the_same_version_in_every_file(published: Path) -> None:
    main(["--root", str(published), "export"])
    book = handbook.load(published)
    wanted = of_article(book, book.articles["greet"]).text
    folder = published / "docs/downloads"
    rows = {one["address"]: one for one in json.loads((folder / "permalinks.json").read_text())["addresses"]}
    data = {one["id"]: one for one in json.loads((folder / "handbook.json").read_text())["articles"]}
    with zipfile.ZipFile(folder / "rapport.imscc") as archive:
        assert f">rapport/greet/ {wanted} ".encode() in archive.read("imsmanifest.xml")
    assert rows["rapport/greet/"]["version"] == data["greet"]["version"] == wanted


def test_the_home_page_tells_of_an_article_only_what_was_last_advised(changed: Path) -> None:
    book = handbook.load(changed)
    [advised] = (one for one in book.changes if one.kind == "advice")
    later = replace(advised, summary="Wait longer.")
    twice = replace(book, changes=(*book.changes, later))
    page = book.pages["index.md"]
    assert [text in lately(twice, page) for text in ("Wait longer.", "kinder")] == [True, False]
    assert all(text in whats_new(twice, page) for text in ("Wait longer.", "kinder"))
