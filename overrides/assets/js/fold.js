// On narrow windows the headings behind the advice are buttons that show or fold their section. It opens by itself for
// whoever follows a link into it, or finds a word of it on the page.
import { all, make, need } from "./dom.js"

/** @typedef {{ heading: Element, text: HTMLElement, open: () => boolean, show: (on: boolean) => void, fit: (narrow: boolean) => void }} Fold */

const NARROW = "(max-width: 40rem)"

export function start() {
  if (document.documentElement.matches(".framed")) return
  const folds = all(".fold", HTMLElement).map(fold)
  const narrow = matchMedia(NARROW)
  const fit = () => folds.forEach(one => one.fit(narrow.matches))
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
 * @param {HTMLElement} text
 * @returns {Fold}
 */
function fold(text) {
  const heading = text.previousElementSibling ?? text
  const link = need("a", HTMLAnchorElement, heading)
  const title = link.nextSibling ?? link
  const button = make("button", { type: "button", textContent: title.textContent })
  const open = () => !text.hasAttribute("hidden")
  /** @param {boolean} on */
  const show = on => {
    if (on) text.removeAttribute("hidden")
    else text.setAttribute("hidden", "until-found")
    button.setAttribute("aria-expanded", `${on}`)
  }
  /** @param {boolean} narrow */
  const fit = narrow => {
    // The style sees to it that wide windows and paper show what is folded.
    for (const one of narrow ? [link, title] : [button]) one.remove()
    heading.prepend(...(narrow ? [button] : [link, title]))
  }
  text.addEventListener("beforematch", () => show(true))
  button.addEventListener("click", () => {
    show(!open())
    // Whoever comes back to the page, or passes its address on, finds open what was.
    if (open()) history.replaceState(history.state, "", `#${heading.id}`)
  })
  return { heading, text, open, show, fit }
}

/**
 * Shows the section that holds a #place; gives the place if that was folded.
 * @param {Fold[]} folds
 * @param {string} hash
 */
function reveal(folds, hash) {
  const id = decodeURIComponent(hash.slice(1))
  const place = id ? document.getElementById(id) : null
  const found = folds.find(({ heading, text }) => place && (heading === place || text.contains(place)))
  if (!found || found.open()) return null
  found.show(true)
  return place
}
