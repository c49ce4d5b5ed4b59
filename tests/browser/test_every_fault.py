"""What is judged once for many pages is still found where it is new: these faults, planted on a page like one before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import ARTICLE, LISTEN, open_page
from tests.browser.everything import Judge
from tests.browser.test_every_page import PHONE

FAULTS = {
    "px": "text.insertAdjacentHTML('afterend', '<p class=b><span class=wide>x</span></p>'); set('.wide', 'display:block;width:1400px')",
    "contrast": "text.className = 'pale'; set('.pale', 'color:#999')",
    "edge": "set('input[data-item]', 'border-color:#eee')",
    "refused": "text.setAttribute('style', 'color:red')",
    "link-name": "text.insertAdjacentHTML('beforeend', ' <a href=\"../\"></a>')",
    "button-name": "document.querySelector('button.share').replaceChildren(); document.querySelector('button.share').removeAttribute('aria-label')",
    "image-alt": "text.insertAdjacentHTML('beforeend', '<img src=../../assets/icon.svg>')",
    "svg-img-alt": "text.insertAdjacentHTML('beforeend', '<svg role=img></svg>')",
    "label": "document.querySelector('input[data-item]').removeAttribute('aria-labelledby')",
    "aria-valid-attr-value": "document.querySelectorAll('button.share')[1].setAttribute('aria-expanded', 'perhaps')",
    "aria-allowed-attr": "text.setAttribute('aria-checked', 'true')",
    "aria-roles": "text.setAttribute('role', 'paragrap')",
    "aria-required-children": "text.insertAdjacentHTML('afterend', '<div role=list><div role=button tabindex=0>x</div></div>')",
    "list": "document.querySelector('article ul, article ol').insertAdjacentHTML('beforeend', '<p>x</p>')",
    "definition-list": "text.insertAdjacentHTML('afterend', '<dl><p>x</p></dl>')",
    "nested-interactive": "document.querySelectorAll('button.share')[1].insertAdjacentHTML('beforeend', '<a href=\"../\">x</a>')",
    "tabindex": "document.querySelector('article a').tabIndex = 3",
    "target-size": "text.insertAdjacentHTML('afterend', '<div class=b><button class=dot>1</button><button class=dot>2</button></div>'); set('.dot', 'all:unset;display:inline-block;width:12px;height:12px')",
    "heading-order": "text.insertAdjacentHTML('afterend', '<h5>Deep</h5>')",
    "empty-heading": "text.insertAdjacentHTML('afterend', '<h2></h2>')",
    "page-has-heading-one": "document.querySelector('h1').outerHTML = '<p class=b>No title</p>'",
    "landmark-unique": "text.insertAdjacentHTML('afterend', '<nav></nav><nav></nav>')",
    "landmark-no-duplicate-main": "document.querySelector('article').insertAdjacentHTML('afterend', '<main></main>')",
    "region": "document.body.insertAdjacentHTML('beforeend', '<p class=b>Outside</p>')",
    "document-title": "document.title = ''",
    "html-has-lang": "document.documentElement.lang = ''",
    "meta-viewport": "document.querySelector('meta[name=viewport]').content = 'width=device-width, maximum-scale=1'",
    "meta-viewport-large": "document.querySelector('meta[name=viewport]').content = 'width=device-width, maximum-scale=3'",
    "image-redundant-alt": "document.querySelector('.sound img').alt = 'Listen'",
    "avoid-inline-spacing": "document.querySelector('.sound').style.setProperty('letter-spacing', '0', 'important')",
    "aria-hidden-focus": "text.insertAdjacentHTML('afterend', '<div aria-hidden=true><a href=../>x</a></div>')",
}
# Makes the page again what it first was, which is quicker than to open it, and leaves out its folded sections, where no fault
# is planted. What it adds is in order; two faults spoil it without a new element or attribute.
FRESH = """() => {
  const view = document.querySelector("meta[name=viewport]")
  window.first ??= { body: document.body.cloneNode(true), title: document.title, view: view.content, lang: document.documentElement.lang }
  document.body.replaceWith(first.body.cloneNode(true))
  document.title = first.title
  view.content = first.view
  document.documentElement.lang = first.lang
  document.adoptedStyleSheets = []
  for (const one of document.querySelectorAll("section.fold")) one.remove()
  document.querySelector("article p:not([class])").insertAdjacentHTML("beforebegin",
    '<p class="b sound"><img src=../../assets/icon.svg alt=Sign width=24 height=24> Listen</p>')
  document.querySelector(".sound").style.setProperty("letter-spacing", "1px")
}"""
PLANT = """() => {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  const set = (selector, style) => sheet.insertRule(`${selector} { ${style.replaceAll(";", "!important;")}!important }`)
  const text = document.querySelector("article p:not([class])")
  %s
}"""


@pytest.fixture(scope="module")
def judged(browser: Browser, address: str) -> Iterator[tuple[Page, Judge]]:
    """A page, and who has judged it without a fault."""
    page, judge = browser.new_page(viewport=PHONE), Judge()
    page.add_init_script(LISTEN)
    open_page(page, address + ARTICLE)
    page.evaluate(FRESH)
    assert judge.problems(page, "it") == []
    seen = set(judge.seen)
    page.evaluate(FRESH)
    assert judge.problems(page, "it") == []
    assert judge.seen == seen
    yield page, judge
    page.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_on_a_page_like_one_before_is_found(judged: tuple[Page, Judge], fault: str) -> None:
    page, before = judged
    page.evaluate(FRESH)
    page.evaluate(PLANT % FAULTS[fault])
    found = Judge(set(before.seen)).problems(page, "it")
    assert fault in {word for one in found for word in one.partition(": ")[2].split()[:2]}, found
