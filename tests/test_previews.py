"""Pictures of articles for chats: what they show, their bytes, and where they are named."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html import unescape
from importlib.util import find_spec, module_from_spec
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from macros import handbook
from macros.checks.built_site import check_site
from macros.handbook.own_files import PREVIEWS
from macros.model import Library
from macros.site import previews
from macros.site.preview_drawing import HEIGHT, WIDTH, Preview, can_draw, draw
from macros.site.service_worker import _files as kept_files
from tests.conftest import PROJECT

MARGIN = 96
PAGE = """<html><head>
  <meta property="og:image" content="https://handbook.example/trust/assets/social.png">
  <meta property="og:image:alt" content="All of it.">
</head><body></body></html>
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The handbook as it is where it knows its address, in a folder that keeps no drawings yet."""
    found, root = handbook.load(PROJECT), tmp_path_factory.mktemp("root")
    (root / previews._STYLES).parent.mkdir(parents=True)
    shutil.copy(PROJECT / previews._STYLES, root / previews._STYLES)
    return replace(found, root=root, settings=replace(found.settings, site_url="https://handbook.example/trust/"))


@pytest.fixture
def site(published: Library, tmp_path: Path) -> Path:
    """One page of that handbook, as a builder leaves it."""
    page = tmp_path / published.articles["teach-back"].page.url / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/social.png").write_bytes(b"")
    return tmp_path


def metas(html: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in re.findall(r'property="(og:[\w:]+)" content="([^"]*)"', html)}


def png(text: str) -> bytes:
    """What begins and ends as a picture does."""
    return previews._BEGIN + text.encode() + previews._END


def test_every_article_can_be_drawn_and_the_fullest_is_light_and_the_same_each_time(published: Library) -> None:
    found = [previews.of_article(published, one) for one in published.articles.values()]
    assert all(one.say and can_draw(one) for one in found)
    fullest = max(found, key=lambda one: len(one.title + one.say))
    png = draw(fullest)
    assert png == draw(fullest)
    assert Image.open(BytesIO(png)).size == (WIDTH, HEIGHT)
    assert len(png) < 40_000


@pytest.mark.parametrize(
    "title",
    ["word " * 60, "Unbreakable" * 10, "Εμπιστοσύνη και φροντίδα " * 12, "Доверие и забота " * 12, "Trust"],
    ids=["words", "one word", "Greek", "Cyrillic", "short"],
)
def test_no_text_leaves_its_margins(published: Library, title: str) -> None:
    preview = replace(previews.of_article(published, published.articles["teach-back"]), title=title, say=title * 3)
    assert can_draw(preview)
    image = Image.open(BytesIO(draw(preview))).convert("RGB")
    paper = Image.new("RGB", image.size, image.getpixel((WIDTH - 1, 0)))  # type: ignore[arg-type]
    left, top, right, bottom = ImageChops.difference(image, paper).getbbox() or (0, 0, 0, 0)
    assert (left, top, bottom) == (0, 0, HEIGHT)  # the band in the part's colour
    assert right <= WIDTH - MARGIN
    between = image.crop((MARGIN, 535, WIDTH, 560))
    assert not ImageChops.difference(between, paper.crop((0, 0, *between.size))).getbbox()  # say and site stay apart


def test_an_article_names_its_own_picture_with_its_words_once_however_often(published: Library, site: Path) -> None:
    page = site / "competence/teach-back/index.html"
    previews.write(published, site)
    once = page.read_bytes()
    previews.write(published, site)
    assert page.read_bytes() == once
    found = metas(once.decode())
    assert found["og:image"] == "https://handbook.example/trust/assets/previews/teach-back.png"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    article = published.articles["teach-back"]
    assert article.title in found["og:image:alt"]
    assert "How will you take these at home?" in found["og:image:alt"]
    assert not [one for one in kept_files(site) if one.startswith("assets/previews/")]


def test_a_picture_is_drawn_anew_only_when_what_it_shows_or_what_draws_it_has_changed(
    published: Library, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(previews, "draw", lambda preview: drawn.append(preview.site) or png(preview.site))
    named = replace(published, settings=replace(published.settings, site_name="One"))
    renamed = replace(published, settings=replace(published.settings, site_name="Other"))
    for library in (named, named, renamed, renamed, named):
        previews.write(library, site)
        assert (site / PREVIEWS / "teach-back.png").read_bytes() == png(library.settings.site_name)
    assert drawn == ["One", "Other", "One"]  # what no article shows any more is not kept
    monkeypatch.setattr(previews, "_PROGRAM", "a newer one")
    previews.write(named, site)
    assert drawn == ["One", "Other", "One", "One"]
    shutil.rmtree(published.root / ".cache")
    (published.root / ".cache").write_text("no folder", "utf-8")
    previews.write(named, site)
    (published.root / ".cache").unlink()
    assert drawn == ["One", "Other", "One", "One", "One"]


@pytest.mark.parametrize("spoilt", [b"", b"One", png("One")[:-1], png("One")[1:]])
def test_a_kept_picture_of_which_a_part_is_lost_is_drawn_again(
    published: Library, site: Path, monkeypatch: pytest.MonkeyPatch, spoilt: bytes
) -> None:
    monkeypatch.setattr(previews, "draw", lambda preview: png(preview.site))
    previews.write(published, site)
    (kept,) = (published.root / ".cache/previews").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(spoilt)
    previews.write(published, site)
    assert whole == kept.read_bytes() == (site / PREVIEWS / "teach-back.png").read_bytes()


def test_what_a_killed_build_left_is_removed_and_what_cannot_be_ends_no_build(published: Library, site: Path) -> None:
    previews.write(published, site)
    shelf = published.root / ".cache/previews"
    before = set(shelf.iterdir())
    (shelf / f"{'0' * 64}.4711").write_bytes(b"half")
    (stuck := shelf / "folder.png").mkdir()
    previews.write(published, site)
    assert set(shelf.iterdir()) == before | {stuck}
    stuck.rmdir()


def test_a_picture_is_named_after_the_program_that_drew_it_whatever_was_edited_since(
    published: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = find_spec(previews.__name__)
    assert spec
    assert spec.loader
    spec.loader.exec_module(anew := module_from_spec(spec))
    monkeypatch.setattr(anew, "getsource", lambda _: "edited")
    preview = previews.of_article(published, published.articles["teach-back"])
    assert anew._mark(preview) == previews._mark(preview)


def test_without_an_address_or_the_letters_the_picture_of_the_whole_stays(published: Library, site: Path) -> None:
    page = site / "competence/teach-back/index.html"
    previews.write(handbook.load(PROJECT), site)
    assert page.read_text("utf-8") == PAGE
    named = replace(published, settings=replace(published.settings, site_name="信任"))
    previews.write(named, site)
    assert page.read_text("utf-8") == PAGE
    assert not (site / PREVIEWS).exists()


def test_a_picture_that_is_named_and_not_there_is_a_finding(published: Library, site: Path) -> None:
    previews.write(published, site)
    file = site / PREVIEWS / "teach-back.png"
    codes = {one.code for one in check_site(site, "/trust/") if "previews" in one.message}
    file.unlink()
    (found,) = (one for one in check_site(site, "/trust/") if "previews" in one.message)
    assert codes == set()
    assert (found.code, found.place.file) == ("KB902", "site/competence/teach-back/index.html")


def test_the_colour_is_that_of_the_part(published: Library) -> None:
    hues: dict[str, set[str]] = {}
    for one in published.articles.values():
        preview: Preview = previews.of_article(published, one)
        hues.setdefault(preview.part, set()).add(preview.hue)
    assert {len(one) for one in hues.values()} == {1}
    assert len(set.union(*hues.values())) == 5
