"""What is judged once for many pages is still found where it is new: these faults, planted on a page like one before."""

from __future__ import annotations

from playwright.sync_api import Browser

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
    "aria-hidden-focus": "text.insertAdjacentHTML('afterend', '<div aria-hidden=true><a href=../>x</a></div>')",
}
PLANT = """() => {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  const set = (selector, style) => sheet.insertRule(`${selector} { ${style.replaceAll(";", "!important;")}!important }`)
  const text = document.querySelector("article p:not([class])")
  %s
}"""


def test_faults_on_a_page_like_one_before_are_found(browser: Browser, address: str) -> None:
    page, judge = browser.new_page(viewport=PHONE), Judge()
    page.add_init_script(LISTEN)
    open_page(page, address + ARTICLE)
    assert judge.problems(page, "it") == []
    open_page(page, address + ARTICLE)
    for fault in FAULTS.values():
        page.evaluate(PLANT % fault)
    found = judge.problems(page, "it")
    page.close()
    named = {word for one in found for word in one.partition(": ")[2].split()[:2]}
    assert set(FAULTS) - named == set(), found
