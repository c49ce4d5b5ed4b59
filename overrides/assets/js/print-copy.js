// Print a card, print the page, copy the link.
import { all, copy, need } from "./dom.js"
import { here } from "./here.js"
import { root as home } from "./store.js"

const root = document.documentElement

export function start() {
  for (const one of all("[data-address]", HTMLElement)) one.textContent = new URL(one.textContent, home).href
  if (new URLSearchParams(location.search).get("print") === "card") root.dataset.print = "card"
  document.addEventListener("click", event => {
    const button = event.target instanceof Element && event.target.closest("[data-do]")
    if (button instanceof HTMLElement) ways[`${button.dataset.do}`](button)
  })
}

/** @type {Record<string, (button: HTMLElement) => void>} */
const ways = {
  card(button) {
    const { of } = button.dataset
    const some = of ? [...document.querySelectorAll(`[data-article="${of}"]`)] : [button.closest(".card")]
    /** @param {boolean} on */
    const show = on => {
      for (const one of some) {
        one?.classList.toggle("chosen", on)
        one?.parentElement?.classList.toggle("choosing", on)
      }
      if (on) root.dataset.print = "card"
      else delete root.dataset.print
    }
    show(true)
    addEventListener("afterprint", () => show(false), { once: true })
    print()
  },
  page() {
    delete root.dataset.print
    print()
  },
  async link(button) {
    const url = here(location.hash)
    const copied = await copy(url)
    need("[role=status]", HTMLElement, button.parentElement ?? document).textContent = copied ? "Copied" : url
  },
}
