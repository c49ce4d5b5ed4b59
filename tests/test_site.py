"""What `kb finish` makes of a built site: its policy, its redirects, its headers, and nothing that no reader needs."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest

from macros import handbook
from macros.checks.built_site import check_site
from macros.handbook.csp import source_hash
from macros.model import Settings
from macros.site import redirects
from macros.site.completion import finish
from macros.site.compress import compress

SETTINGS = Settings("A small handbook", "", "For tests.")
HEAD = '<!doctype html>\n<html lang="en">\n<head>\n  <meta charset="utf-8">\n  <title>T</title>\n{}</head>\n'


def built(root: Path, head: str = "", body: str = '<h1 id="do">T</h1>') -> Path:
    """What a builder might leave: two pages, the theme's own files and a dated sitemap."""
    for name, text in {
        "index.html": HEAD.format(head) + f"<body>{body}</body></html>",
        "greet/index.html": HEAD.format("") + '<body><h1 id="do">Greet</h1></body></html>',
        "assets/javascripts/bundle.js": "1",
        "sitemap.xml": "<url><loc>https://a.example/</loc>\n <lastmod>2026-01-02</lastmod></url>",
        "sitemap.xml.gz": "",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def sending_on(site: Path, project: Path, redirect: str = "hello.md: greet.md#do", address: str = "") -> Path:
    """The site with the page of a redirect, from a handbook of its two pages."""
    for name, text in {
        "mkdocs.yml": f"site_name: A small handbook\nsite_url: '{address}'\n",
        "docs/index.md": "---\ntitle: T\n---\n\nText.\n",
        "docs/greet.md": "---\ntitle: Greet\n---\n\nText.\n",
        "docs/_data/redirects.yml": redirect,
    }.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    redirects.write(handbook.load(project), site)
    return site


def everything(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def policy_of(page: Path) -> str:
    found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page.read_text("utf-8"))
    assert len(found) == 1
    return str(found[0])


def test_the_finished_site_has_no_finding(tmp_path: Path) -> None:
    site = built(tmp_path, "<script>\nstart()\n</script>\n<style>b{}</style>")
    assert {one.code for one in check_site(site)} == {"KB909"}
    finish(site, SETTINGS)
    assert check_site(site) == []


def test_a_page_allows_the_inline_code_of_its_own_head_alone(tmp_path: Path) -> None:
    data = '<script type="application/ld+json">{"name": "T"}</script>'
    site = built(tmp_path, f"<script>\nstart()\n</script>\n{data}\n<style>b{{}}</style>")
    finish(site, SETTINGS)
    assert f"script-src 'self' {source_hash(chr(10) + 'start()' + chr(10))};" in policy_of(site / "index.html")
    assert f"style-src 'self' {source_hash('b{}')};" in policy_of(site / "index.html")
    assert "script-src 'self';" in policy_of(site / "greet/index.html")
    assert all(word not in policy_of(site / "index.html") for word in ("unsafe", "frame-ancestors", "http"))


def test_what_a_script_or_comment_of_the_head_holds_is_no_part_of_the_head(tmp_path: Path) -> None:
    script = 'const a = "</head><body><meta name=referrer>", b = 1 < 2 && a'
    site = built(tmp_path, f"<script>{script}</script><!-- <style>b{{}}</style> -->\n")
    finish(site, SETTINGS)
    policy = policy_of(site / "index.html")
    assert (source_hash(script) in policy, "style-src 'self';" in policy) == (True, True)
    assert f"<script>{script}</script><!--" in (site / "index.html").read_text("utf-8")
    assert check_site(site) == []


def test_inline_code_outside_the_head_is_refused_and_found(tmp_path: Path) -> None:
    site = built(tmp_path, body='<h1 id="do" style="color:red">T</h1><script>steal()</script><style>b{}</style>')
    finish(site, SETTINGS)
    assert "script-src 'self';" in policy_of(site / "index.html")
    assert [one.code for one in check_site(site)] == ["KB911", "KB911", "KB911"]


def test_finishing_twice_changes_nothing_more(tmp_path: Path) -> None:
    site = built(tmp_path, "<script>start()</script>")
    finish(site, SETTINGS)
    once = everything(site)
    finish(site, SETTINGS)
    assert everything(site) == once


def test_a_redirect_has_no_inline_code_and_a_link_for_those_without_scripts(tmp_path: Path) -> None:
    site = sending_on(built(tmp_path / "site"), tmp_path)
    finish(site, SETTINGS)
    page = (site / "hello/index.html").read_text("utf-8")
    assert "<script>" not in page
    assert '<script type="module" src="../assets/js/moved.js"></script>' in page
    assert '<noscript><meta http-equiv="refresh" content="0; url=../greet/#do"></noscript>' in page
    assert '<a href="../greet/#do">' in page
    assert check_site(site) == []


@pytest.mark.parametrize(
    ("redirect", "file", "to"),
    [
        ("hello.md: index.md", "hello/index.html", "../"),
        ("rapport/hello.md: greet.md", "rapport/hello/index.html", "../../greet/"),
        ("rapport/index.md: greet.md", "rapport/index.html", "../greet/"),
    ],
)
def test_a_redirect_leads_by_folders_so_that_the_site_may_stand_under_any_path(
    tmp_path: Path, redirect: str, file: str, to: str
) -> None:
    site = sending_on(built(tmp_path / "site"), tmp_path, redirect)
    assert f'<a href="{to}">' in (site / file).read_text("utf-8")
    finish(site, SETTINGS)
    assert check_site(site) == []


@pytest.mark.parametrize("redirect", ["index.md: greet.md", "greet.md: index.md", "hello.md: gone.md"])
def test_no_redirect_takes_a_page_s_place_or_leads_to_none(tmp_path: Path, redirect: str) -> None:
    site = built(tmp_path / "site")
    before = everything(site)
    assert everything(sending_on(site, tmp_path, redirect)) == before


def test_readers_fetch_our_files_without_comments_or_the_room_between_rules_and_others_with_their_licence(
    tmp_path: Path,
) -> None:
    site = built(tmp_path)
    script = '// Why\n/** What\n it gives. */\nconst a = "https://a.example/*" // b\n  // why\nconst b = `/* c */`\n'
    left = 'const a = "https://a.example/*" // b\nconst b = `/* c */`\n'
    for name in ("own.js", "vendor/other.js"):
        path = site / "assets/js" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, "utf-8")
    style = site / "assets/site.css"
    style.write_text('/* Why\n */\na { b: c; /* d */ e: "; }"; }\n', "utf-8")
    page = site / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("</head>", f"<style>{style.read_text('utf-8')}</style></head>"), "utf-8"
    )
    finish(site, SETTINGS)
    assert (site / "assets/js/own.js").read_text("utf-8") == left
    assert (site / "assets/js/vendor/other.js").read_text("utf-8") == script
    assert style.read_text("utf-8") == 'a{b: c;e: "; }";}'
    assert f"<style>{style.read_text('utf-8')}</style></head>" in page.read_text("utf-8")
    assert source_hash(style.read_text("utf-8")) in page.read_text("utf-8")


def test_what_no_page_asks_for_and_the_day_of_the_build_are_gone(tmp_path: Path) -> None:
    site = built(tmp_path)
    finish(site, SETTINGS)
    assert not (site / "assets/javascripts").exists()
    assert not (site / "sitemap.xml.gz").exists()
    assert (site / "sitemap.xml").read_text("utf-8") == "<url><loc>https://a.example/</loc></url>"


def test_a_theme_whose_files_pages_ask_for_keeps_them(tmp_path: Path) -> None:
    site = built(tmp_path, '<script src="assets/javascripts/bundle.js"></script>')
    finish(site, SETTINGS)
    assert (site / "assets/javascripts/bundle.js").exists()


@pytest.mark.parametrize(("address", "base"), [("", "/"), ("https://a.example/handbook/", "/handbook/")])
def test_the_headers_carry_one_policy_that_does_for_every_page(tmp_path: Path, address: str, base: str) -> None:
    site = built(tmp_path, "<script>start()</script>")
    finish(site, Settings("A small handbook", address))
    lines = (site / "_headers").read_text("utf-8").splitlines()
    assert lines[0] == f"{base}*"
    assert f"  Content-Security-Policy: {policy_of(site / 'index.html')}" in lines
    assert lines[lines.index(f"{base}sw.js") + 1] == "  Cache-Control: no-cache"


STORE = 'export const root = "/"\nexport async function read(key) {\n  return root + key\n}\n'
MODULES = {
    "store.js": STORE,
    "tick.js": 'import { read as get, root } from "./store.js"\nexport function start() {\n  return get(root)\n}\n',
    "box.js": 'import { edge } from "./edge.js"\n/** @param {number} at */\nexport const box = at => edge + at\n',
    "edge.js": "/**\n * @type {number}\n */\nexport const edge = /** @type {number} */ (8)\n",
    "menu.js": 'import { box } from "./box.js"\nexport const at = box(1)\n',
    "site.js": 'import * as tick from "./tick.js"\nimport { box } from "./box.js"\ntick.start()\nimport("./menu.js")\n',
}


def with_modules(site: Path, **changed: str) -> Path:
    folder = built(site) / "assets/js"
    folder.mkdir()
    for name, text in {**MODULES, **{f"{stem}.js": text for stem, text in changed.items()}}.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_what_the_first_script_imports_is_in_it_and_what_is_asked_for_later_stays_a_file(tmp_path: Path) -> None:
    folder = with_modules(tmp_path)
    finish(tmp_path, SETTINGS)
    assert (folder / "site.js").read_text("utf-8") == (
        'const $store = (() => {\nconst root = "/"\nasync function read(key) {\n  return root + key\n}\n'
        "\nreturn { root, read }\n})()\n"
        "const $tick = (() => {\nconst { read: get, root } = $store\nfunction start() {\n  return get(root)\n}\n"
        "\nreturn { start }\n})()\n"
        "const $edge = (() => {\nconst edge = (8)\n\nreturn { edge }\n})()\n"
        "const $box = (() => {\nconst { edge } = $edge\nconst box = at => edge + at\n\nreturn { box }\n})()\n"
        'const tick = $tick\nconst { box } = $box\ntick.start()\nimport("./menu.js")\n'
    )
    assert (folder / "edge.js").read_text("utf-8") == "export const edge = (8)\n"
    assert {path.name for path in folder.iterdir()} == {"site.js", "box.js", "edge.js", "menu.js"}
    assert "assets/js/tick.js" not in kept_by(tmp_path)
    once = everything(tmp_path)
    finish(tmp_path, SETTINGS)
    assert everything(tmp_path) == once


def test_what_the_search_imports_is_in_it_and_stays_a_file_only_for_others(tmp_path: Path) -> None:
    folder = with_modules(tmp_path, search='import { box } from "./box.js"\nexport const find = at => box(at)\n')
    finish(tmp_path, SETTINGS)
    assert (folder / "search.js").read_text("utf-8") == (
        "const $edge = (() => {\nconst edge = (8)\n\nreturn { edge }\n})()\n"
        "const $box = (() => {\nconst { edge } = $edge\nconst box = at => edge + at\n\nreturn { box }\n})()\n"
        "const { box } = $box\nexport const find = at => box(at)\n"
    )
    assert "box.js" in {path.name for path in folder.iterdir()}  # the menu asks for it


@pytest.mark.parametrize("line", ['import "./other.js"', "export default 1", "export { start }", "await read()"])
def test_a_module_in_a_form_that_cannot_be_joined_is_refused(tmp_path: Path, line: str) -> None:
    with_modules(tmp_path, tick=f"{line}\n")
    with pytest.raises(ValueError, match=f"tick.js cannot be joined for its line: {re.escape(line)}"):
        finish(tmp_path, SETTINGS)


def kept_by(site: Path) -> dict[str, str]:
    found = re.search(r"const FILES = (\{.*?\n\})", (site / "sw.js").read_text("utf-8"), re.DOTALL)
    kept: dict[str, str] = json.loads(found[1]) if found else {}
    return kept


def test_the_worker_lists_every_file_by_its_content_but_not_large_downloads(tmp_path: Path) -> None:
    site = sending_on(built(tmp_path / "site"), tmp_path)
    (site / "downloads").mkdir()
    (site / "downloads/small.json").write_text("{}", "utf-8")
    (site / "downloads/pack.zip").write_bytes(b"0" * 30_000)
    finish(site, SETTINGS)
    assert sorted(kept_by(site)) == [
        "", "assets/js/moved.js", "downloads/small.json", "greet/", "hello/", "manifest.json",
    ]  # fmt: skip
    assert kept_by(site)["downloads/small.json"] == hashlib.sha256(b"{}").hexdigest()[:16]


def test_a_change_of_one_page_changes_one_revision_and_the_worker(tmp_path: Path) -> None:
    one, other = built(tmp_path / "one"), built(tmp_path / "other", body="<h1>Changed</h1>")
    finish(one, SETTINGS)
    finish(other, SETTINGS)
    changed = {address for address, revision in kept_by(one).items() if kept_by(other)[address] != revision}
    assert changed == {""}


def test_the_manifest_names_the_handbook_and_no_fixed_path(tmp_path: Path) -> None:
    site = built(tmp_path)
    (site / "404.html").write_text(HEAD.format("") + "<body></body></html>", "utf-8")
    finish(site, Settings("A small handbook", "https://a.example/handbook/", "For tests."))
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    assert (manifest["name"], manifest["start_url"], manifest["scope"]) == ("A small handbook", ".", ".")
    links = {name: (site / name).read_text("utf-8") for name in ("index.html", "greet/index.html", "404.html")}
    assert '<link rel="manifest" href="manifest.json">' in links["index.html"]
    assert '<link rel="manifest" href="../manifest.json">' in links["greet/index.html"]
    assert '<link rel="manifest" href="/handbook/manifest.json">' in links["404.html"]


@pytest.mark.parametrize(("value", "kept"), [("false", False), ("off", False), ("true", True), (None, True)])
def test_the_environment_can_end_keeping(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None, kept: bool
) -> None:
    settings = good / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "extra:\n  offline: !ENV [OFFLINE, true]\n", "utf-8")
    monkeypatch.delenv("OFFLINE", raising=False)
    if value:
        monkeypatch.setenv("OFFLINE", value)
    site = built(tmp_path / "built")
    finish(site, SETTINGS)
    finish(site, handbook.load(good).settings)
    assert bool(kept_by(site)) is kept
    assert (site / "manifest.json").exists() is kept
    assert ('rel="manifest"' in (site / "index.html").read_text("utf-8")) is kept
    assert ("leave()))" in (site / "sw.js").read_text("utf-8")) is not kept


def test_servers_are_told_where_pages_have_moved_to(tmp_path: Path) -> None:
    site = sending_on(built(tmp_path / "site"), tmp_path, address="https://a.example/handbook/")
    finish(site, SETTINGS)
    assert (site / "_redirects").read_text("utf-8") == "/handbook/hello/ /handbook/greet/#do 301\n"
    assert (site / "_nginx-redirects.map").read_text("utf-8") == "/handbook/hello/ /handbook/greet/#do;\n"
    assert not {"_redirects", "_nginx-redirects.map"} & set(kept_by(site))
    sending_on(site, tmp_path, redirect="")
    assert not (site / "_redirects").exists()


def test_packed_files_hold_what_stands_beside_them_and_go_with_it(tmp_path: Path) -> None:
    site = built(tmp_path, "<!-- a long comment -->" * 100)
    finish(site, SETTINGS)
    assert compress(site) > 1
    page, gz, br = (site / f"index.html{one}" for one in ("", ".gz", ".br"))
    assert gzip.decompress(gz.read_bytes()) == brotli.decompress(br.read_bytes()) == page.read_bytes()
    once = everything(site)
    finish(site, SETTINGS)
    compress(site)
    assert everything(site) == once
    assert [name for name in kept_by(site) if name.endswith((".gz", ".br"))] == []
    page.unlink()
    compress(site)
    assert not gz.exists()
    assert not br.exists()
