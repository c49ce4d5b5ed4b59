// On narrow windows the headings after the advice are buttons that show or fold their section. It opens by itself for
// whoever follows a link into it, or finds a word of it on the page.
import { all, make } from "./dom.js"
import { spare } from "./spare.js"

/** @typedef {{ button: HTMLButtonElement, open: () => boolean, show: (on: boolean) => void, holds: (place: Element) => boolean }} Folding */

const NARROW = "(max-width: 40rem)"

export function start() {
  if (document.documentElement.matches(".framed")) return
  const narrow = matchMedia(NARROW)
  const sections = all(".fold", HTMLElement).map(section)
  const folds = [...sections, ...spare(folding)]
  const fit = () => sections.forEach(one => one.fit(narrow.matches))
  narrow.addEventListener("change", fit)
  addEventListener("hashchange", () => reveal(folds, location.hash)?.scrollIntoView())
  document.addEventListener("click", event => {
    const link = event.target instanceof Element && event.target.closest("a[href*='#']")
    if (link instanceof HTMLAnchorElement && !event.defaultPrevented && link.pathname === location.pathname) reveal(folds, link.hash)
  })
  for (const one of folds) one.show(false)
  reveal(folds, location.hash)
  fit()
  document.documentElement.classList.add("foldable")
}

/**
 * A button that shows or folds texts; the heading they stand under leads to them too.
 * @param {Element} heading
 * @param {HTMLElement[]} texts
 * @param {...(Node | string)} name
 * @returns {Folding}
 */
function folding(heading, texts, ...name) {
  const button = make("button", { type: "button" }, ...name)
  const open = () => texts.every(text => !text.hasAttribute("hidden"))
  /** @param {boolean} on */
  const show = on => {
    for (const text of texts) {
      if (on) text.removeAttribute("hidden")
      else text.setAttribute("hidden", "onbeforematch" in text ? "until-found" : "")
    }
    button.setAttribute("aria-expanded", `${on}`)
  }
  for (const text of texts) text.addEventListener("beforematch", () => show(true))
  button.addEventListener("click", () => show(!open()))
  return { button, open, show, holds: place => place === heading || texts.some(text => text.contains(place)) }
}

/** @param {HTMLElement} text */
function section(text) {
  const heading = text.previousElementSibling ?? text
  const words = [...heading.childNodes]
  const made = folding(heading, [text], heading.textContent)
  /** @param {boolean} narrow */
  const fit = narrow => {
    // The style sees to it that wide windows and paper show what is folded.
    for (const one of narrow ? words : [made.button]) one.remove()
    heading.prepend(...(narrow ? [made.button] : words))
  }
  // Whoever comes back to the page, or passes its address on, finds open what was.
  made.button.addEventListener("click", () => made.open() && history.replaceState(history.state, "", `#${heading.id}`))
  return { ...made, fit }
}

/**
 * Shows what holds a #place; gives the place if that was folded.
 * @param {Folding[]} folds
 * @param {string} hash
 */
function reveal(folds, hash) {
  const id = decodeURIComponent(hash.slice(1))
  const place = id ? document.getElementById(id) : null
  const found = place && folds.find(one => one.holds(place))
  if (!found || found.open()) return null
  found.show(true)
  return place
}
