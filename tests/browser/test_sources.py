"""The evidence library: whole without a script, and narrowed by word and design with one."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser import open_page

INDEX, DESIGN = "/reference/evidence-library/", "/reference/evidence/cohort/"
TRIALS = "/foundations/what-raises-trust/#trials"
COLUMN = """name => [...document.querySelectorAll(".filter + table tbody tr")].map(row =>
  [...row.cells].find(cell => cell.dataset.head === name).textContent)"""


def test_a_word_and_a_design_narrow_the_list(page: Page, address: str) -> None:
    open_page(page, address + INDEX)
    entries = page.locator("article li[id^=ref-]")
    total = entries.count()
    page.get_by_label("Words in the source").fill("MONTAGUE")
    expect(page.locator("article li[id^=ref-]:visible")).not_to_have_count(total)
    expect(page.locator(".filter output")).to_contain_text(f"of {total} sources")
    expect(page.locator("#ref-montague-2013")).to_be_visible()
    expect(page.locator("h2#meta-analysis")).to_be_hidden()
    page.get_by_label("Words in the source").fill("")
    page.get_by_role("combobox", name="Design").select_option("cohort")
    expect(page.locator("article > h2:visible")).to_have_count(1)


def test_a_source_is_hidden_with_what_it_found(page: Page, address: str) -> None:
    open_page(page, address + DESIGN)
    page.get_by_label("Words in the source").fill("no source holds this")
    expect(page.locator(".reference:visible")).to_have_count(0)
    expect(page.get_by_text("Found.", exact=True).locator("visible=true")).to_have_count(0)
    expect(page.locator(".filter output")).to_have_text("0 of {} sources".format(page.locator(".reference").count()))


def test_without_scripts_every_source_is_there_and_leads_to_what_it_found(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + INDEX)
    expect(page.locator(".filter")).to_be_hidden()
    page.locator("#ref-montague-2013 a").click()
    expect(page.locator("#ref-montague-2013 + ul")).to_contain_text("Limits.")
    context.close()


def test_trials_are_put_in_order_by_the_heads_of_their_columns_and_by_a_field(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 844})
    open_page(page, address + TRIALS)
    given = {name: page.evaluate(COLUMN, name) for name in ("Tried", "Year", "Trust")}
    head = page.locator("th", has=page.get_by_role("button", name="Year"))
    head.get_by_role("button").focus()
    for way in ("ascending", "descending"):
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", way)
        dated = sorted((one for one in given["Year"] if one != "Undated"), reverse=way == "descending")
        undated = given["Year"].count("Undated")
        assert page.evaluate(COLUMN, "Year") == [*dated, *["Undated"] * undated]
    expect(page.locator(".order select")).to_have_value("2-descending")
    page.locator(".filter select").nth(1).select_option("higher")
    page.locator("th button", has_text="Trust").click()
    expect(page.locator("th[aria-sort]")).to_have_text(["Trust"])
    page.locator(".filter select").nth(1).select_option("")
    page.locator(".order select").select_option(label="Lower trust first")
    order = ["Lower", "No difference", "Higher", "Result not seen"]
    assert page.evaluate(COLUMN, "Trust") == sorted(given["Trust"], key=order.index)
    page.locator(".order select").select_option("")
    assert page.evaluate(COLUMN, "Tried") == given["Tried"]
    page.close()
