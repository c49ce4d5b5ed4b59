"""Letters of a reader's own size, and what is cut off by them."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import CDPSession, Page

from tests.browser import WIDER, until

# Text that lies outside the window, or that the box around it hides; what the reader can scroll to is not cut off.
CUT = """() => {
  const wide = document.documentElement.clientWidth, range = document.createRange(), found = new Set()
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const holders = { scrolls: new Map([[null, null]]), hides: new Map([[null, null]]) }, ways = { scrolls: ["auto", "scroll"], hides: ["hidden", "clip"] }
  const holder = (element, way) => {
    const known = holders[way]
    if (!known.has(element)) known.set(element, ways[way].includes(getComputedStyle(element).overflowX) ? element : holder(element.parentElement, way))
    return known.get(element)
  }
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement
    if (!walk.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue
    if (element.closest(".unseen, .skip, thead, [hidden]") || holder(element, "scrolls")) continue
    const hider = holder(element, "hides")?.getBoundingClientRect()
    if (hider && hider.width < 2) continue
    range.selectNodeContents(walk.currentNode)
    for (const box of range.getClientRects()) {
      if (box.width && (box.left < -1 || box.right > wide + 1 || (hider && box.right > hider.right + 1))) found.add(walk.currentNode.data.trim().slice(0, 40))
    }
  }
  return [...found]
}"""


def set_letters(page: Page, devices: CDPSession, size: int) -> None:
    """Make letters as large as a reader may have set them in the browser, whose own are of 16 pixels."""
    devices.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size * 13 // 16}})
    until(page, f"getComputedStyle(document.documentElement).fontSize === '{size}px'")


def problems(page: Page, path: str) -> Iterator[str]:
    """What is too wide for a phone, or cut off."""
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate(WIDER)
        yield from [f"{path} at {width}: {wide} px too wide"] if wide > 0 else []
        yield from (f"{path} at {width}: cut off: {words}" for words in page.evaluate(CUT))
