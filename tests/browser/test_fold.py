"""On a phone what stands after an article's advice is folded until somebody wants it, and so is what its words and its
list of people can spare at first."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import ARTICLE, open_page, started

PHONE = {"width": 390, "height": 844}
FOLDED = ("evidence", "measure", "teach", "sources")
TOP = "id => document.getElementById(id).getBoundingClientRect().top"


def opened(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.fold')].filter(one => one.firstElementChild.checkVisibility())"
        ".map(one => one.previousElementSibling.id)"
    )
    return found


def test_a_heading_stays_one_and_its_button_opens_and_folds(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    assert opened(page) == []
    heading = page.get_by_role("heading", name="Sources")
    button = heading.get_by_role("button", name="Sources", exact=True)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert opened(page) == ["sources"]
    page.reload()
    assert opened(page) == ["sources"]
    started(page)
    assert opened(page) == ["sources"]
    open_page(page, page.url)
    heading.get_by_role("button", name="Sources", exact=True).click()
    assert opened(page) == []


def test_a_link_into_a_section_opens_it_before_any_script(page: Page, address: str) -> None:
    page.route("**/assets/js/**", lambda route: route.abort())
    for id in ids(page, address):
        page.goto("about:blank")
        page.goto(f"{address}{ARTICLE}#{id}", wait_until="load")
        assert len(opened(page)) == 1, id
        assert -1 < page.evaluate(TOP, id) < PHONE["height"], id
    page.goto(address + ARTICLE, wait_until="load")
    page.locator("#teach a").click()
    assert opened(page) == ["teach"]


def ids(page: Page, address: str) -> list[str]:
    """A folded section, and places inside of three."""
    page.goto(address + ARTICLE, wait_until="load")
    within = ("#evidence + .fold h3", "#teach + .fold .question", "#sources + .fold li")
    return ["teach", *(page.locator(f"{one}[id]").first.get_attribute("id") or "" for one in within)]


def test_links_on_the_page_open_what_they_lead_to(page: Page, address: str) -> None:
    teach, deep, *_ = ids(page, address)
    open_page(page, address + ARTICLE)
    page.evaluate("document.querySelector('#hard').scrollIntoView()")
    page.locator(".place summary").click()
    page.locator(f".place a[href='#{teach}']").click()
    assert opened(page) == [teach]
    assert -1 < page.evaluate(TOP, teach) < PHONE["height"]
    page.evaluate("id => (location.hash = id)", deep)
    expect(page.locator(f"#{deep}")).to_be_in_viewport()
    assert opened(page) == ["evidence", teach]


def test_what_is_found_on_the_page_opens(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    assert page.evaluate("'onbeforematch' in document.body")
    page.evaluate("document.querySelector('#sources + .fold').dispatchEvent(new Event('beforematch'))")
    assert opened(page) == ["sources"]


@pytest.mark.parametrize("options", [{"java_script_enabled": False}, {"viewport": {"width": 768, "height": 844}}])
def test_all_is_open_without_scripts_and_on_wide_windows(
    browser: Browser, address: str, options: dict[str, object]
) -> None:
    context = browser.new_context(**{"viewport": PHONE} | options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + ARTICLE, wait_until="load")
    if options.get("java_script_enabled", True):
        started(page)
    assert opened(page) == list(FOLDED)
    assert page.locator(".folds > button:not(.share)").count() == 0
    context.close()


def test_turning_the_phone_opens_all_and_paper_has_all(page: Page, address: str) -> None:
    open_page(page, address + ARTICLE)
    page.emulate_media(media="print")
    assert opened(page) == list(FOLDED)
    page.emulate_media(media="screen")
    assert opened(page) == []
    page.set_viewport_size({"width": 844, "height": 390})
    expect(page.locator("#sources > button:not(.share)")).to_have_count(0)
    assert opened(page) == list(FOLDED)


def test_a_framed_page_is_not_folded(page: Page, address: str) -> None:
    open_page(page, f"{address}{ARTICLE}?embed=1")
    assert opened(page) == list(FOLDED)


def alter(page: Page, url: str, old: str, new: str) -> None:
    """Let the page at an address hold other words the next time it is opened."""

    def answer(route: Route) -> None:
        response = route.fetch()
        assert old in response.text()
        route.fulfill(response=response, body=response.text().replace(old, new, 1))

    page.route(url, answer)


def test_a_heading_with_more_than_plain_words_is_a_button_of_all_of_them(page: Page, address: str) -> None:
    alter(page, address + ARTICLE, "Why we say this</h2>", "Why <em>we</em> say this</h2>")
    open_page(page, address + ARTICLE)
    heading = page.locator("#evidence")
    expect(heading.locator(":scope > :not(.share)")).to_have_count(1)
    expect(heading).to_have_text("Why we say this")
    expect(heading.get_by_role("button", name="Why we say this", exact=True)).to_have_attribute(
        "aria-expanded", "false"
    )
    page.set_viewport_size({"width": 844, "height": 390})
    expect(heading.locator(":scope > button:not(.share)")).to_have_count(0)
    expect(heading).to_have_text("Why we say this")
    expect(heading.locator("a:first-child + em")).to_have_text("we")


LONG = "/rapport/pregnancy-and-birth/"
SPARED = "[...document.querySelectorAll('#say ~ table td:nth-child(n + 3), #adapt + ul > li:not(.spare)')]"
SHOWN = f"{SPARED}.filter(one => one.checkVisibility({{ contentVisibilityAuto: true }}) && one.offsetHeight).length"


def shown(page: Page) -> int:
    found: int = page.evaluate(SHOWN)
    return found


def test_the_words_to_say_come_first_and_a_button_shows_what_not_to_say(page: Page, address: str) -> None:
    open_page(page, address + LONG)
    button = page.locator("p.spare > button")
    cells = page.locator("#say ~ table td:nth-child(n + 3)")
    assert shown(page) == 3
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert shown(page) == cells.count() + 3
    button.click()
    assert shown(page) == 3


def test_of_many_people_three_are_shown_and_the_others_named(page: Page, address: str) -> None:
    open_page(page, address + LONG)
    people = page.locator("#adapt + ul > li:not(.spare)")
    button = page.locator("li.spare > button")
    for one in people.locator("> strong:first-child").all()[3:]:
        expect(button).to_contain_text((one.text_content() or "").rstrip("."))
    button.click()
    assert shown(page) == people.count()
    expect(button).to_have_text(f"{people.count() - 3} more", use_inner_text=True)


def test_of_people_who_are_not_named_the_number_is_told(page: Page, address: str) -> None:
    open_page(page, address + LONG)
    names = page.locator("#adapt + ul > li:not(.spare) > strong:first-child").all_text_contents()
    *others, last = (name.rstrip(".") for name in names[3:])
    alter(page, address + LONG, f"<li><strong>{names[-1]}</strong>", f"<li>{last}")
    open_page(page, address + LONG)
    button = page.locator("li.spare > button")
    expect(button).to_have_text(f"{len(others) + 1} more: {' · '.join(others)}")
    page.unroute_all()
    page.route(address + LONG, lambda route: route.fulfill(body=route.fetch().text().replace("strong>", "b>")))
    open_page(page, address + LONG)
    expect(button).to_have_text(f"{len(others) + 1} more")
    expect(button.locator("span")).to_have_count(0)


def test_where_nothing_hidden_can_be_found_the_same_is_folded_and_shown(page: Page, address: str) -> None:
    page.add_init_script("delete HTMLElement.prototype.onbeforematch")  # Safari before 26.2, Firefox before 139
    open_page(page, address + LONG)
    every = page.locator("#say ~ table td:nth-child(n + 3), #adapt + ul > li:not(.spare)").count()
    folded = page.locator(".fold").count()
    assert (opened(page), shown(page)) == ([], 3)
    for wanted in (every, 3):
        for button in page.locator(".spare > button").all():
            button.click()
        assert shown(page) == wanted
    page.emulate_media(media="print")
    assert (len(opened(page)), shown(page)) == (folded, every)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 844, "height": 390})
    assert (len(opened(page)), shown(page)) == (folded, every)


@pytest.mark.parametrize(
    ("id", "spared"), [("say", "#say ~ table td:nth-child(3)"), ("adapt", "#adapt + ul > li:nth-child(5)")]
)
def test_a_link_to_words_or_people_and_what_is_found_among_them_opens_all(
    page: Page, address: str, id: str, spared: str
) -> None:
    page.route("**/assets/js/**", lambda route: route.abort())
    page.goto(f"{address}{LONG}#{id}", wait_until="load")
    expect(page.locator(spared).first).to_be_visible()
    page.unroute_all()
    page.goto("about:blank")
    open_page(page, f"{address}{LONG}#{id}")
    linked = shown(page)
    page.goto("about:blank")
    open_page(page, address + LONG)
    page.evaluate("path => document.querySelector(path).dispatchEvent(new Event('beforematch'))", spared)
    assert shown(page) == linked > 3


@pytest.mark.parametrize("way", ["no scripts", "wide", "paper", "framed"])
def test_nothing_is_spared_without_scripts_on_wide_windows_on_paper_and_framed(
    browser: Browser, address: str, way: str
) -> None:
    wide = {"width": 768, "height": 844}
    context = browser.new_context(java_script_enabled=way != "no scripts", viewport=wide if way == "wide" else PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}{LONG}{'?embed=1' if way == 'framed' else ''}", wait_until="load")
    if way != "no scripts":
        started(page)
    if way == "paper":
        page.emulate_media(media="print")
    every = page.locator("#say ~ table td:nth-child(n + 3), #adapt + ul > li:not(.spare)")
    for one in every.all():
        expect(one).to_be_visible()
    expect(page.locator(".spare:visible")).to_have_count(0)
    context.close()
