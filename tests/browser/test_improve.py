"""Edit links: to the right file where the project's address is known, and none where it is not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros import handbook
from macros.builders.run import run_builder
from macros.checks.built_site import check_built
from macros.devserver.server import server
from macros.handbook.settings import repository
from macros.handbook.versions import of_article
from macros.site.completion import complete
from tests.browser import ARTICLE, open_page
from tests.conftest import PROJECT

REPO = "https://git.example/o/r"


@pytest.fixture(scope="module")
def known(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The handbook under a path of its own, where GitHub says which repository it is; text and downloads are as for `site`."""
    folder = tmp_path_factory.mktemp("improve")
    book, improved = handbook.load(PROJECT), folder / "handbook"
    with pytest.MonkeyPatch.context() as patch:
        for name in ("REPO_URL", "REPO_BRANCH", "GITHUB_BASE_REF"):
            patch.delenv(name, raising=False)
        patch.setenv("GITHUB_SERVER_URL", "https://git.example")
        patch.setenv("GITHUB_REPOSITORY", "o/r")
        patch.setenv("GITHUB_REF_NAME", "main")
        patch.setenv("CONTACT_EMAIL", "editors@handbook.example")
        assert run_builder(PROJECT, improved) == []
        complete(book, improved)
    assert [str(one) for one in check_built(book, improved) if one.fails] == []
    with server(folder) as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/handbook"
        running.shutdown()


def test_every_edit_link_leads_to_a_file_that_is_there(page: Page, known: str) -> None:
    for path in (ARTICLE, "/reference/glossary/", "/", "/about/"):
        open_page(page, known + path)
        links = page.locator("a[href*='/edit/main/']").evaluate_all("all => all.map(one => one.href)")
        assert links
        for link in links:
            assert Path(PROJECT, link.removeprefix(f"{REPO}/edit/main/")).is_file(), link


def test_each_section_and_item_leads_to_the_file_it_is_written_in(page: Page, known: str) -> None:
    open_page(page, known + ARTICLE)
    wanted = {
        "#adapt": "rapport/active-listening.md", "#do": "_data/checklists/active-listening.yml",
        ".item": "_data/checklists/active-listening.yml", ".question": "_data/quizzes/active-listening.yml",
    }  # fmt: skip
    for target, file in wanted.items():
        link = page.locator(target).first.locator(".edit")
        expect(link).to_have_attribute("href", f"{REPO}/edit/main/docs/{file}")
    folder = "docs/_data/references"
    assert (PROJECT / folder).is_dir()
    for link in (page.locator("#sources .edit"), page.get_by_role("link", name="Edit the sources")):
        expect(link).to_have_attribute("href", f"{REPO}/tree/main/{folder}")


def test_a_suggestion_names_page_version_and_section(page: Page, known: str) -> None:
    book = handbook.load(PROJECT)
    version = of_article(book, book.articles["active-listening"]).text
    open_page(page, f"{known}{ARTICLE}#say")
    link = page.get_by_role("link", name="Suggest a change")
    address = f"{REPO}/issues/new?template=mistake.yml&page=rapport/active-listening/&version={version}"
    expect(link).to_have_attribute("href", address)
    page.route("https://git.example/**", lambda route: route.fulfill(body="new issue"))
    link.click()
    page.wait_for_url("**/issues/new*")
    assert (
        page.url
        == address.replace("listening/&", "listening%2F&").replace("rapport/", "rapport%2F") + "&section=%23say"
    )


def test_without_javascript_the_page_still_offers_its_files(browser: Browser, known: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(known + ARTICLE)
    names = page.get_by_role("navigation", name="Improve this page").get_by_role("link").all_inner_texts()
    assert names == [
        "Suggest a change", "Edit the text", "Edit the checklist", "Edit the questions", "Edit the sources", "Write to us",
    ]  # fmt: skip
    mail = page.get_by_role("link", name="Write to us").get_attribute("href")
    assert mail
    assert mail.startswith("mailto:editors@handbook.example?subject=Page%20rapport/active-listening/&body=")
    page.goto(known + "/about/")
    assert page.get_by_role("link", name="Edit the checklist").count() == 0
    context.close()


def test_a_frame_and_paper_offer_no_editing(page: Page, known: str) -> None:
    page.goto(known + ARTICLE + "?embed=1")
    expect(page.locator(".improve")).to_be_hidden()
    page.goto(known + ARTICLE)
    expect(page.locator(".improve")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".improve")).to_be_hidden()
    expect(page.locator(".edit").first).to_be_hidden()


def test_where_the_address_is_unknown_nothing_is_offered(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    assert page.locator(".improve, .edit").count() == 0


def test_an_address_that_was_set_goes_before_what_github_says() -> None:
    github = {"GITHUB_SERVER_URL": "https://git.example", "GITHUB_REPOSITORY": "o/r", "GITHUB_REF_NAME": "12/merge"}
    assert repository({**github, "GITHUB_BASE_REF": "main"}) == {"REPO_URL": REPO, "REPO_BRANCH": "main"}
    assert repository({**github, "REPO_URL": "x", "REPO_BRANCH": "y"}) == {}
    assert repository({}) == {}
