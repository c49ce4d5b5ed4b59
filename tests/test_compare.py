"""What has become of an old file: the command and the reader's browser give the same answers from the same table."""

from __future__ import annotations

import base64
import io
import json
import struct
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from macros import handbook
from macros.cli import main
from macros.errors import UnreadablePack
from macros.exports.json_files import permalinks
from macros.exports.old_file import below, read
from macros.exports.pack_diff import compare, compared
from macros.exports.scorm_package import Unit, package
from macros.handbook.cartridge_reader import Listed
from macros.handbook.versions import of_article
from tests import small_handbook
from tests.node import run

SITE = "https://example.org/hb/"
GREET, ITEMS = "docs/rapport/greet.md", "docs/_data/checklists/greet.yml"
LINKS = f"""[This]({SITE}rapport/greet/#do), <a href="{SITE}rapport/listen/?embed=1#say">that</a>,
{SITE}rapport/greet/index.html. {SITE}rapport/gone/ and https://elsewhere.example/rapport/greet/
"""


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small handbook that has changed, and beside it files of what it was before."""
    folder = tmp_path_factory.mktemp("compare")
    root = folder / "now"
    root.mkdir()
    small_handbook.write(root)
    edit(root, "mkdocs.yml", 'site_url: ""', f"site_url: {SITE}")
    for command in (["ledger", "--first"], ["export"]):
        assert main(["--root", str(root), *command]) == 0
    for name in ("rapport.imscc", "permalinks.json"):
        (root / "docs/downloads" / name).rename(folder / name)
    (folder / "links.txt").write_text(LINKS, "utf-8")
    book = handbook.load(root)
    article = book.articles["greet"]
    version = of_article(book, article).text
    unit = Unit("greet", "Greet", "Greet", article.page.url, version, "2026-01-02", (("do", "<p>Do</p>"),), "")
    (folder / "greet.zip").write_bytes(package("greet", "Greet", "Small", SITE, [unit]))
    edit(root, ITEMS, "Wait for them to greet people.", "Wait until they greet people.")
    edit(root, "docs/rapport/listen.md", "it is loud", "there is noise")
    for command in (
        ["change", "greet", "--advice", "Waiting is kinder"],
        ["change", "listen", "--editorial", "Plainer words"],
        ["move", "listen", "maintain"],
    ):
        assert main(["--root", str(root), *command]) == 0
    return folder


def statuses(folder: Path, file: str, since: str = "") -> dict[str, str]:
    return {one.address: one.status for one in compare(handbook.load(folder / "now"), folder / file, since)}


def test_a_scorm_package_is_compared_article_by_article(old: Path) -> None:
    assert statuses(old, "greet.zip") == {"rapport/greet/": "advice changed"}


def test_links_are_compared_by_the_day(old: Path) -> None:
    other = "https://elsewhere.example/rapport/greet/"
    here = {"rapport/gone/": "gone", "rapport/listen/#say": "moved", other: "elsewhere"}
    assert statuses(old, "links.txt") == {**here, "rapport/greet/": "there", "rapport/greet/#do": "there"}
    since = dict.fromkeys(("rapport/greet/", "rapport/greet/#do"), "advice changed")
    assert statuses(old, "links.txt", "2020-01-01") == {**here, **since}
    assert statuses(old, "links.txt", "2999-01-01") == {**here, **dict.fromkeys(since, "same")}


def test_the_command_says_how_to_name_the_day_and_refuses_what_is_none(
    old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(old / "now"), "compare", str(old / "links.txt")]) == 0
    assert "--since DAY" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--root", str(old / "now"), "compare", str(old / "links.txt"), "--since", "spring"])
    assert "'spring' is no day" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rubbish, and https://elsewhere.example/", "links to other sites: 1"),
        (f"{SITE}never/", "none of them is or was in this handbook"),
        ("\0\1", "is neither a course pack"),
    ],
    ids=["no link here", "nothing known", "no text"],
)
def test_a_list_that_is_none_of_ours_is_refused(old: Path, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "list.txt").write_text(text, "utf-8")
    with pytest.raises(UnreadablePack, match=told):
        compare(handbook.load(old / "now"), tmp_path / "list.txt")


@pytest.mark.parametrize(
    ("site", "told"),
    [(SITE, False), ("https://other.example/", True), ("", False)],
    ids=["ours", "another's", "not said"],
)
@pytest.mark.parametrize("file", ["rapport.imscc", "greet.zip"])
def test_of_a_file_made_for_another_site_the_command_says_for_which(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, site: str, told: bool
) -> None:
    with zipfile.ZipFile(old / file) as archive, zipfile.ZipFile(tmp_path / file, "w") as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name).replace(SITE.encode(), site.encode()))
    assert main(["--root", str(old / "now"), "compare", str(tmp_path / file)]) == 0
    assert (f"made for {site}, " in capsys.readouterr().out) is told


def test_the_links_of_a_gift_file_are_read(old: Path) -> None:
    listed = read(old / "now/docs/downloads/questions.gift.txt", SITE)
    assert "rapport/greet/#do" in {one.address for one in listed}


def test_links_cannot_be_told_where_the_site_is_not_known(good: Path) -> None:
    (good / "list.txt").write_text(LINKS, "utf-8")
    with pytest.raises(UnreadablePack, match="SITE_URL"):
        compare(handbook.load(good), good / "list.txt")


def test_a_scorm_package_without_articles_is_refused(old: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(old / "greet.zip") as archive, zipfile.ZipFile(tmp_path / "a.zip", "w") as spoiled:
        spoiled.writestr("imsmanifest.xml", archive.read("imsmanifest.xml"))
        spoiled.writestr("index.html", "")
    with pytest.raises(UnreadablePack, match="lists no versions"):
        compare(handbook.load(old / "now"), tmp_path / "a.zip")


def cases(table: dict[str, Any]) -> Iterator[tuple[list[Listed], str]]:
    """Each address of a table in every state that a file can hold it in, and one that never was."""
    rows = [*table["addresses"], {"address": "never/", "version": "00000000"}]
    for version in ("", "own", "deadbeef"):
        for advice in (None, "own", "deadbeef"):
            for since in ("", "2020-01-01", "2999-01-01"):
                yield (
                    [
                        Listed(
                            one["address"],
                            one.get("version", "") if version == "own" else version,
                            one.get("advice", "") if advice == "own" else advice,
                        )
                        for one in rows
                    ],
                    since,
                )


ASK = """
import { readFileSync } from "node:fs"
import { compared } from "./overrides/assets/js/compare/table.js"
import { below, readText } from "./overrides/assets/js/compare/old-file.js"
const { table, cases, urls, texts, site } = JSON.parse(readFileSync(process.argv[1], "utf-8"))
console.log(JSON.stringify({
  compared: cases.map(([listed, since]) => compared(table, listed, since)),
  below: urls.map(url => below(url, site)),
  read: texts.map(text => readText(text, [site])),
}))
"""
URLS = [
    f"{SITE}{rest}"
    for rest in (
        "",
        "a",
        "a/",
        "a/?b#c",
        "a/index.html#c",
        "a/#:~:text=x",
        "a/#c:~:text=x",
        "%zz/",
        "a/#<",
        "a//b/",
        "A/#É",
        "../x/",
        "a/./b/",
        "..a/",
    )
] + [
    "https://example.org/hb",
    "https://example.org/hbx/",
    "HTTPS://example.org/hb/a/",
    "http://elsewhere.example/hb/a/",
]


@pytest.mark.parametrize(
    "address", ["../../x/", "rapport/./greet/", "<mark>x</mark>/", "{{ 7*7 }}", "//elsewhere.example/"]
)
def test_a_table_that_names_what_is_no_address_is_refused(old: Path, tmp_path: Path, address: str) -> None:
    row = {"address": address, "title": "x", "status": "current", "version": "0a1b2c3d"}
    (tmp_path / "a.json").write_text(json.dumps({"addresses": [row]}), "utf-8")
    with pytest.raises(UnreadablePack, match="no file of this handbook"):
        compare(handbook.load(old / "now"), tmp_path / "a.json")


def row(**changed: object) -> dict[str, object]:
    return {"address": "a/", "version": "00000001", "advice": "", **changed}


def table_of(*rows: object) -> bytes:
    return json.dumps({"addresses": rows}).encode()


def archive_of(*files: tuple[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files:
            archive.writestr(name, text)
    return made.getvalue()


def crowded(count: int) -> bytes:
    """An archive whose directory names as many files, and says how many as far as two bytes can."""
    one = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count & 0xFFFF, count & 0xFFFF, len(one) * count, 4, 0)
    return b"PK\3\4" + one * count + end


# What strangers may drop onto the page: what is listed, or None where it is refused in plain words.
ELSEWHERE, HERE = "https://elsewhere.example/", f"{SITE}a/"
DROPPED: dict[str, tuple[bytes, list[str] | None]] = {
    "names of prototypes": (table_of(row(address="__proto__/"), row(address="constructor/")), ["__proto__/", "constructor/"]),
    "a prototype as the table": (b'{"__proto__": {"addresses": []}}', None),
    "a prototype with a version": (b'{"addresses": [{"address": "a/", "__proto__": {"version": "00000001"}}]}', None),
    "an address that is a list": (table_of(row(address=["a/"])), None),
    "an address that is an object": (table_of(row(address={"toString": 1})), None),
    "a version that is a number": (table_of(row(version=12345678)), None),
    "a version that is a list": (table_of(row(version=["00000001"])), None),
    "no advice": (table_of(row(advice=None)), None),
    "no status": (table_of(row(status=None)), None),
    "a row that is text": (table_of("a/", row()), None),
    "a row that is nothing": (table_of(None), None),
    "a table that is text": (b'{"addresses": "a/"}', None),
    "a table with a length": (b'{"addresses": {"length": 1e9}}', None),
    "an empty table": (table_of(), None),
    "deep nesting": (b'{"addresses":' + b"[" * 100_000 + b"]" * 100_000 + b"}", None),
    "huge numbers": (b'{"addresses": [{"version": 1e400, "address": ' + b"9" * 6000 + b"}]}", None),
    "no number": (b'{"addresses": [{"version": NaN, "address": "a/"}]}', None),
    "half a character": (table_of(row(address="\ud800/")), None),
    "a mark of byte order": (b"\xef\xbb\xbf" + table_of(row()), ["a/"]),
    "JSON in UTF-16": (json.dumps({"addresses": [row()]}).encode("utf-16-le"), None),
    "links in UTF-16": (HERE.encode("utf-16"), None),
    "links in Latin-1": (f"é {HERE}".encode("latin-1"), None),
    "too many rows": (table_of(*[row()] * 30_001), None),
    "too many links": (f"{HERE} ".encode() * 30_001, None),
    "a link that goes on": (f"{HERE} {ELSEWHERE}{'b' * 100_000}".encode(), ["a/", ELSEWHERE + "b" * 482]),
    "a link of full stops": (f"{HERE} {ELSEWHERE}{'.!' * 100_000}b".encode(), ["a/", ELSEWHERE]),
    "an order to a terminal in a link": (f"{HERE} {ELSEWHERE}\x1b[2J".encode(), ["a/", ELSEWHERE]),
    "a turned link": (f"{HERE} {ELSEWHERE}\u202ex".encode(), ["a/", ELSEWHERE]),
    "an archive of something else": (archive_of(("h5p.json", "{}"), ("content/content.json", "{}")), None),
    "files elsewhere": (archive_of(("../imsmanifest.xml", "<a/>"), ("/imsmanifest.xml", "<a/>"), ("__proto__", "")), None),
    "a name of 60,000 letters": (archive_of(("n" * 60_000, "")), None),
    "markup as a name": (archive_of(("<mark>x</mark>", "")), None),
    "100,000 files": (crowded(100_000), None),
    "a packed archive": (b"\x1f\x8b\x08\0\0", None),
    "nothing but its end": (b"PK\5\6" + b"\0" * 18, None),
}  # fmt: skip
DROP = """
import { readFileSync } from "node:fs"
import { readFile } from "./overrides/assets/js/compare/old-file.js"
import { Unreadable } from "./overrides/assets/js/compare/unzip.js"
const { files, site } = JSON.parse(readFileSync(process.argv[1], "utf-8"))
const said = await Promise.all(files.map(async one => {
  try {
    return (await readFile(new Blob([Buffer.from(one, "base64")]), [site])).map(({ address }) => address)
  } catch (error) {
    return error instanceof Unreadable ? null : `${error}`
  }
}))
console.log(JSON.stringify(said))
"""


@pytest.mark.parametrize("name", DROPPED)
def test_the_command_lists_or_refuses_what_strangers_made(tmp_path: Path, name: str) -> None:
    content, listed = DROPPED[name]
    (tmp_path / "file").write_bytes(content)
    if listed is None:
        with pytest.raises(UnreadablePack):
            read(tmp_path / "file", SITE)
    else:
        assert [one.address for one in read(tmp_path / "file", SITE)] == listed


def test_the_browser_lists_and_refuses_the_same(tmp_path: Path) -> None:
    files = [base64.b64encode(content).decode() for content, _ in DROPPED.values()]
    (tmp_path / "ask.json").write_text(json.dumps({"files": files, "site": SITE}), "utf-8")
    done = run("node", "--input-type=module", "--eval", DROP, str(tmp_path / "ask.json"), capture=True)
    assert done.returncode == 0, done.stderr
    assert dict(zip(DROPPED, json.loads(done.stdout), strict=True)) == {
        name: said for name, (_, said) in DROPPED.items()
    }


SITES_OF_NOBODY = [
    "Call 0123 now",
    "https://other.example/\u202ex",
    f"https://other.example/{'x' * 1000}",
    "javascript:x",
]


@pytest.mark.parametrize("site", SITES_OF_NOBODY, ids=["words", "turned", "long", "no web address"])
@pytest.mark.parametrize("file", ["rapport.imscc", "greet.zip"])
def test_a_file_made_for_what_is_no_web_address_is_refused(old: Path, tmp_path: Path, file: str, site: str) -> None:
    with zipfile.ZipFile(old / file) as archive, zipfile.ZipFile(tmp_path / file, "w") as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name).replace(SITE.encode(), site.encode()))
    with pytest.raises(UnreadablePack, match="no file of this handbook"):
        read(tmp_path / file, SITE)


def test_nothing_that_a_file_says_orders_the_terminal_about(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.imscc").write_bytes(archive_of(("imsmanifest.xml", "<a\u200d></b>")))
    assert main(["--root", str(old / "now"), "compare", str(tmp_path / "a.imscc")]) == 2
    (tmp_path / "a.txt").write_text(f"{SITE}rapport/greet/ {ELSEWHERE}\u202e\x1b[2J", "utf-8")
    assert main(["--root", str(old / "now"), "compare", str(tmp_path / "a.txt")]) == 0
    said = capsys.readouterr()
    assert "is not XML" in said.err
    assert f"elsewhere: {ELSEWHERE}\n" in said.out
    assert (said.err + said.out).replace("\n", "").isprintable()


def test_the_browser_says_what_the_command_says(old: Path, tmp_path: Path) -> None:
    table = permalinks(handbook.load(old / "now"))
    asked = list(cases(table))
    files = [old / "links.txt", old / "permalinks.json"]
    asked += [
        (read(one, SITE), since)
        for one in [*files, old / "rapport.imscc", old / "greet.zip"]
        for since in ("", "2020-01-01")
    ]
    question = {
        "table": table,
        "cases": [[[asdict(one) for one in listed], since] for listed, since in asked],
        "urls": URLS,
        "texts": [one.read_text("utf-8") for one in files],
        "site": SITE,
    }
    (tmp_path / "ask.json").write_text(json.dumps(question), "utf-8")
    done: subprocess.CompletedProcess[str] = run(
        "node", "--input-type=module", "--eval", ASK, str(tmp_path / "ask.json"), capture=True
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    own = [[json.loads(json.dumps(asdict(one))) for one in compared(table, *one)] for one in asked]
    assert {row["status"] for rows in own for row in rows} == {
        "gone", "moved", "advice changed", "editorial", "there", "same", "elsewhere"
    }  # fmt: skip
    assert answer["compared"] == own
    assert answer["below"] == [below(url, SITE) for url in URLS]
    assert answer["read"] == [[asdict(one) for one in read(file, SITE)] for file in files]
