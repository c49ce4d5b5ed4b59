// Lists and tables that can be narrowed: show only the sources or trials that hold a word and are of what was chosen.
import { all, need } from "./dom.js"
import { plain } from "./plain.js"

/** @typedef {{ parts: HTMLElement[], heading?: HTMLElement, text: string, is: (choice: HTMLOptionElement) => boolean }} Entry */

const rows = all("article td [id^=trial-]", HTMLElement).flatMap(one => one.closest("tr") ?? [])
const entries = rows.length ? rows.map(row) : all("article [id^=ref-]", HTMLElement).map(source)
const headings = [...new Set(entries.map(one => one.heading))].filter(one => one !== undefined)

/**
 * @param {HTMLTableRowElement} one
 * @returns {Entry}
 */
function row(one) {
  return { parts: [one], text: plain(one.textContent), is: choice => [...one.cells].some(cell => cell.textContent === choice.text) }
}

/**
 * @param {HTMLElement} one
 * @returns {Entry}
 */
function source(one) {
  const after = one.matches("p") ? one.nextElementSibling : null
  const parts = after instanceof HTMLElement ? [one, after] : [one]
  const before = one.closest("ul")?.previousElementSibling
  const heading = before instanceof HTMLElement && before.matches("h2[id]") ? before : undefined
  return { parts, heading, text: plain(parts.map(part => part.textContent).join("")), is: choice => heading?.id === choice.value }
}

export function start() {
  const form = need("form.filter", HTMLFormElement)
  const word = need("input", HTMLInputElement, form)
  const said = need("output", HTMLOutputElement, form)

  function apply() {
    const words = plain(word.value).split(/\s+/).filter(Boolean)
    const chosen = all("label:not(.order) select", HTMLSelectElement, form)
      .filter(one => one.value)
      .map(one => one.selectedOptions[0])
    const shown = entries.filter(one => chosen.every(one.is) && words.every(part => one.text.includes(part)))
    const kept = new Set(shown)
    for (const one of entries) for (const part of one.parts) part.hidden = !kept.has(one)
    for (const one of headings) one.hidden = !shown.some(entry => entry.heading === one)
    said.textContent = words.length || chosen.length ? `${shown.length} of ${entries.length} ${rows.length ? "results" : "sources"}` : ""
  }

  form.addEventListener("input", apply)
  form.addEventListener("submit", event => event.preventDefault())
  apply()
}
