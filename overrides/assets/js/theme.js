// Light, dark, or as the device is set; the first paint is seen to in the page's head.
import { all, need } from "./dom.js"
import { keep, read } from "./store.js"

const KEY = "bpt:theme"
/** @type {Record<string, string>} */
const NEXT = { auto: "light", light: "dark", dark: "auto" }

export function start() {
  const switches = all(".theme-switch", HTMLElement)
  let theme = valid(read(KEY))
  const show = () => {
    if (theme === "auto") delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    for (const one of switches) need("span", HTMLElement, one).textContent = `Colours: ${theme}`
  }
  const turn = () => {
    theme = NEXT[theme]
    keep(KEY, theme === "auto" ? null : theme)
    show()
  }
  for (const one of switches) one.addEventListener("click", turn)
  addEventListener("storage", event => {
    if (event.key !== KEY) return
    theme = valid(event.newValue)
    show()
  })
  show()
}

/** @param {string | null} text */
const valid = text => (text !== null && Object.hasOwn(NEXT, text) ? text : "auto")
