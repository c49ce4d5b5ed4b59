"""From docs/ to a served site: three builders agree, nothing published is lost, and links land."""

from __future__ import annotations

import gzip
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from macros import handbook
from macros.builders.run import run_builder, run_module
from macros.cli import main
from macros.devserver.server import server
from macros.site.completion import complete
from macros.site.pipeline import build
from tests import small_handbook
from tests.conftest import PROJECT

VANCOUVER = ".cache/vancouver.json"
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def copy_project(target: Path) -> Path:
    """This project's text, macros and look in another folder."""
    for name in ("docs", "macros", "overrides"):
        shutil.copytree(PROJECT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", target)
    return target


def copy_formatted(target: Path) -> None:
    """Give a copy of this project the references that were formatted for the project itself, which takes long."""
    if (PROJECT / VANCOUVER).exists():
        (target / VANCOUVER).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / VANCOUVER, target / VANCOUVER)


def pages(site: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Each page's ids and links inside its article, by path."""
    result = {}
    for path in sorted(site.rglob("index.html")):
        article = html.parse(str(path)).getroot().find(".//article")
        if article is not None:
            ids = sorted({one for one in article.xpath(".//@id") if not one.startswith("__")})
            links = [posixpath.normpath(one) for one in article.xpath(".//a/@href") if not one.startswith("#__")]
            result[path.relative_to(site).as_posix()] = (ids, links)
    return result


@pytest.mark.parametrize("builder", ["properdocs", "zensical"])
def test_another_builder_makes_the_same_pages_ids_and_links(builder: str, site: Path, tmp_path: Path) -> None:
    other, root = tmp_path / "other", PROJECT if builder == "properdocs" else copy_project(tmp_path)
    library = handbook.load(root)  # here, so that a builder which is a copy of this process has it
    if builder == "properdocs":
        assert run_builder(root, other, "properdocs") == []
    else:
        copy_formatted(root)
        done, said = run_module(["zensical", "build", "--strict"], root, QUIET)
        assert done == 0, said
        (root / "site").rename(other)
    complete(library, other)
    ours, theirs = pages(site), pages(other)
    assert sorted(theirs) == sorted(ours)
    assert {path: ids for path, (ids, _) in theirs.items()} == {path: ids for path, (ids, _) in ours.items()}
    assert {path: links for path, (_, links) in theirs.items()} == {path: links for path, (_, links) in ours.items()}


PLAIN = """<!doctype html><html lang="en"><head><title>T</title></head>
<body><article>{% block content %}<h1>{{ page.title }}</h1><!--text-->{{ page.content }}<!--/text-->{% endblock %}</article></body></html>"""


def prepare(root: Path) -> None:
    """Give the small handbook the macros and a plain look, so that a builder can run in its folder."""
    (root / "macros").symlink_to(PROJECT / "macros")
    (root / "overrides").mkdir()
    (root / "overrides/main.html").write_text(PLAIN, "utf-8")
    gone = '<!doctype html><html lang="en"><head><title>T</title></head><body><h1>Not here</h1></body></html>'
    (root / "overrides/404.html").write_text(gone, "utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("  font: false", "  font: false\n  custom_dir: overrides")
    settings.write_text(text, "utf-8")


def wait_for(url: str, wanted: str, seconds: float = 120) -> str:
    """Ask again until a page holds a text; gives the last answer."""
    deadline, text = time.monotonic() + seconds, ""
    while time.monotonic() < deadline:
        try:
            text = urllib.request.urlopen(url, timeout=5).read().decode()
        except OSError:
            text = ""
        if wanted in text:
            break
        time.sleep(0.1)
    return text


def test_serve_shows_edits_keeps_the_last_good_page_and_recovers(tmp_path: Path) -> None:
    small_handbook.write(tmp_path)
    prepare(tmp_path)
    command = [sys.executable, "-u", "-m", "macros", "--root", str(tmp_path), "serve", "--port", "0"]
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env=QUIET | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: list[str] = []
    try:
        assert process.stdout
        base = re.findall(r"http://\S+/", process.stdout.readline())[0]
        threading.Thread(target=lambda: lines.extend(process.stdout or ()), daemon=True).start()
        url = f"{base}rapport/greet/"
        assert "is being built" in wait_for(base, "is being built")
        assert "They greet people you back." in wait_for(url, "They greet people you back.")
        page = tmp_path / "docs/rapport/greet.md"
        good = page.read_text("utf-8")
        page.write_text(good.replace("They greet people you back.", "{{ oops() }}"), "utf-8")
        deadline = time.monotonic() + 120
        while not any("KB307" in line for line in lines) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert any("docs/rapport/greet.md:51:1: KB307 " in line for line in lines)
        assert "They greet people you back." in wait_for(url, "They greet people you back.")
        page.write_text(good.replace("They greet people you back.", "They wave."), "utf-8")
        assert "They wave." in wait_for(url, "They wave.")
        advice = tmp_path / "docs/_data/checklists/greet.yml"
        advice.write_text(advice.read_text("utf-8").replace("Wait for them", "Look at them and wait"), "utf-8")
        assert "Look at them and wait" in wait_for(url, "Look at them and wait")
        listed = f"{base}rapport/"
        page.write_text(page.read_text("utf-8").replace("title: Greet people", "title: Wave to people"), "utf-8")
        assert "Wave to people" in wait_for(listed, "Wave to people")
        assert [path.name for path in temporary.iterdir()] != []
    finally:
        process.terminate()
        process.wait(20)
    assert list(temporary.iterdir()) == []


def test_a_page_is_as_small_in_a_large_handbook(tmp_path: Path) -> None:
    from benchmarks.generator import handbook as generate

    sizes = []
    for count in (16, 40):
        root = tmp_path / str(count)
        root.mkdir()
        generate(root, count)
        assert run_builder(root, root / "site") == []
        sizes.append((root / "site/rapport/topic-0000/index.html").stat().st_size)
    assert abs(sizes[0] - sizes[1]) < 50


def test_zensical_cannot_see_a_broken_link_that_a_macro_made_and_kb_check_can(good: Path) -> None:
    prepare(good)
    home = good / "docs/index.md"
    home.write_text(home.read_text("utf-8") + '\n[By hand](gone.md)\n\n{{ xref("listen#say") }}\n', "utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    done = subprocess.run(command, cwd=good, env={**QUIET, "PYTHONPATH": str(good)}, capture_output=True, text=True)
    assert done.returncode != 0
    assert "page does not exist" in done.stdout + done.stderr
    home.write_text(
        home.read_text("utf-8").replace("[By hand](gone.md)", "").replace("listen#say", "listen#gone"), "utf-8"
    )
    done = subprocess.run(command, cwd=good, env={**QUIET, "PYTHONPATH": str(good)}, capture_output=True, text=True)
    assert "KB302 " in done.stdout + done.stderr


def test_a_failed_build_leaves_the_last_good_site(good: Path) -> None:
    prepare(good)
    target = good / "site"
    assert build(good, target, say=lambda _: None) == []
    before = (target / "rapport/greet/index.html").read_bytes()
    page = good / "docs/rapport/greet.md"
    page.write_text(page.read_text("utf-8").replace("{{ evidence() }}", "{{ evidense() }}"), "utf-8")
    assert [one.code for one in build(good, target, say=lambda _: None)] == ["KB210", "KB307"]
    assert (target / "rapport/greet/index.html").read_bytes() == before
    assert [path.name for path in good.iterdir() if path.name.startswith(".site")] == []


def test_a_site_with_an_address_and_slides_holds_every_file_that_it_links(good: Path) -> None:
    prepare(good)
    shutil.copytree(PROJECT / "overrides/assets/css", good / "overrides/assets/css")  # previews take its colours
    settings, page = good / "mkdocs.yml", good / "docs/index.md"
    settings.write_text(
        settings.read_text("utf-8").replace('site_url: ""', "site_url: https://example.org/kb/"), "utf-8"
    )
    files = '{{ slides() }}\n\n{{ scorm() }}\n\n{{ downloads("packs") }}\n\n{{ downloads("Moodle courses") }}\n'
    page.write_text(f"{page.read_text('utf-8')}\n## Files {{ #files }}\n\n{files}", "utf-8")
    assert main(["--root", str(good), "export", "--slides"]) == 0
    assert build(good, good / "site", say=lambda _: None) == []
    linked = re.findall(r'href="?(downloads/[^" >]+)', (good / "site/index.html").read_text("utf-8"))
    assert {Path(one).suffix for one in linked} >= {".pptx", ".docx", ".zip", ".imscc", ".mbz"}
    assert [one for one in linked if not (good / "site" / one).is_file()] == []


def test_a_fault_that_only_the_built_site_shows_is_not_published(good: Path) -> None:
    prepare(good)
    look = good / "overrides/404.html"
    look.write_text(look.read_text("utf-8").replace("Not here", "Not here: see [the table][nowhere]"), "utf-8")
    findings = build(good, good / "site", say=lambda _: None)
    assert [one.code for one in findings] == ["KB904"]
    assert not (good / "site").exists()


def test_what_the_builder_refuses_is_a_finding_with_its_words(good: Path) -> None:
    prepare(good)
    settings = good / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("- macros.markdown_extensions", "- no_such_extension"), "utf-8"
    )
    findings = build(good, good / "site", say=lambda _: None)
    assert [one.code for one in findings] == ["KB900"]
    assert "no_such_extension" in findings[0].message
    assert "Traceback" not in findings[0].message


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    with server(site) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_linkchecker_finds_no_broken_link_or_anchor(served: str) -> None:
    """The home page and all that it links to; every page of the site where LINKCHECKER is "all", as in the weekly job."""
    config = PROJECT / "tests" / "linkcheckerrc"
    depth = "-1" if os.environ.get("LINKCHECKER") == "all" else "1"
    command = [sys.executable, "-m", "linkcheck", "--config", str(config), f"--recursion-level={depth}"]
    done = subprocess.run([*command, "--no-status", "--no-robots", f"{served}/"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
    assert int(re.findall(r"(\d+) links? in", done.stdout)[0]) > 40


def test_lychee_finds_every_link_and_anchor_of_every_page(site: Path) -> None:
    lychee = Path(sys.executable).with_name("lychee")
    options = ["--offline", "--include-fragments", "--index-files", "index.html", "--no-progress", "--format", "json"]
    pages = [str(path) for path in sorted(site.rglob("*.html"))]
    done = subprocess.run([lychee, *options, f"--root-dir={site}", *pages], capture_output=True, text=True, cwd=site)
    found = json.loads(done.stdout)
    assert found["error_map"] == {}, str(found["error_map"])[:4000]
    assert done.returncode == 0
    assert found["total"] > 10_000


def test_every_article_keeps_within_its_size(site: Path) -> None:
    """At most 60 KB of HTML beside its style, and 700 bytes more for each trial on the page of them all; 56 KB on the wire
    with all scripts.
    """
    shared = [*site.glob("assets/js/*.js"), site / "assets/icon.svg"]
    style = len((site / "assets/site.css").read_bytes())
    wire = sum(len(gzip.compress(path.read_bytes())) for path in shared)
    library = handbook.load(PROJECT)
    articles = [one.page.url for one in library.articles.values()]
    room = {url: 61_440 + 700 * len(library.trials) * url.endswith("what-raises-trust/") for url in articles}
    pages = {url: (site / url / "index.html").read_bytes() for url in articles}
    assert {url: size for url, page in pages.items() if (size := len(page) - style) > room[url]} == {}
    cold = {url: len(gzip.compress(page)) + wire for url, page in pages.items()}
    assert {url: size for url, size in cold.items() if size > 57_344} == {}
