"""The evidence library: whole without a script, and narrowed by word and design with one."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser import open_page

INDEX, DESIGN = "/reference/evidence-library/", "/reference/evidence/cohort/"


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
