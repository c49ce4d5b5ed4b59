// Print a card, print the page, copy the link.
import { root as home } from "./store.js"

const root = document.documentElement

export function start() {
  for (const one of document.querySelectorAll("[data-address]")) one.textContent = new URL(one.textContent, home).href
  if (new URLSearchParams(location.search).get("print") === "card") root.dataset.print = "card"
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-do]")
    if (button) ways[button.dataset.do](button)
  })
}

const here = () => location.origin + location.pathname

const ways = {
  card(button) {
    const { of } = button.dataset
    const some = of ? [...document.querySelectorAll(`[data-article="${of}"]`)] : [button.closest(".card")]
    const show = on => {
      for (const one of some) {
        one?.classList.toggle("chosen", on)
        one?.parentElement.classList.toggle("choosing", on)
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
    const said = button.parentElement.querySelector("[role=status]")
    try {
      await navigator.clipboard.writeText(here() + location.hash)
      said.textContent = "Copied"
    } catch {
      said.textContent = here() + location.hash
    }
  },
}
