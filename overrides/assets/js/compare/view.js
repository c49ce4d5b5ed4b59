// The form that takes a file or links, and the answer. What strangers wrote is put in as text, never as markup.
import { all, button, make } from "../dom.js"
import { root } from "../store.js"
import { ORDER } from "./table.js"

/** @import { Change, Comparison } from "./table.js" */

/** @type {Record<string, [name: string, about: string]>} */
const SAID = {
  gone: ["Gone", "Take these links out, or choose another section."],
  moved: ["Moved", "The old links still lead there. Fix them when convenient."],
  "advice changed": ["Advice changed", "Read these before you next teach them. Questions are copies in your course: load them again."],
  editorial: ["Edited", "The words changed, the advice did not."],
  there: ["Still there", "A link says no version. Give the day on which you last taught it to read what has changed since."],
  same: ["The same", ""],
  elsewhere: ["Of other sites", "These do not lead to this handbook, so they were not compared."],
}

/**
 * @param {(file: File) => unknown} takeFile
 * @param {(text: string) => unknown} takeText
 */
export function build(takeFile, takeText) {
  const file = make("input", { type: "file", id: "compare-file", accept: ".imscc,.mbz,.zip,.json,.txt,.md,.html" })
  const text = make("textarea", { id: "compare-text", rows: 4 })
  const day = make("input", { type: "date", id: "compare-day" })
  const said = make("p", { className: "pick-said", role: "status" })
  const answer = make("div", {})
  /**
   * @param {string} words
   * @param {HTMLElement} field
   */
  const labelled = (words, field) => make("p", {}, make("label", { htmlFor: field.id }, words), " ", field)
  const element = make(
    "div",
    { className: "pick pick-compare" },
    make(
      "div",
      { className: "pick-tray" },
      labelled("A file: choose it, or drop it here", file),
      labelled("Or paste links, in any form", text),
      labelled("For links: the day you last taught it", day),
      make(
        "p",
        {},
        button("Compare the links", () => takeText(text.value)),
      ),
      said,
    ),
    answer,
  )
  file.addEventListener("change", () => file.files?.[0] && takeFile(file.files[0]))
  // A file may be dropped anywhere on the form, as if it had been chosen.
  element.addEventListener("dragover", event => event.preventDefault())
  element.addEventListener("drop", event => {
    event.preventDefault()
    if (!event.dataTransfer?.files.length) return
    file.files = event.dataTransfer.files
    file.dispatchEvent(new Event("change"))
  })
  /** @param {string} words */
  const say = words => {
    said.textContent = words
    answer.replaceChildren()
  }
  return {
    element,
    since: () => day.value,
    say,
    /**
     * @param {string} name
     * @param {Comparison[]} compared
     * @param {Map<string, string>} titles of pages by address
     * @param {string} [other] site that the file was made for
     */
    show(name, compared, titles, other) {
      const groups = ORDER.map(status => ({ status, rows: compared.filter(one => one.status === status) })).filter(one => one.rows.length)
      const counts = groups.map(({ status, rows }) => `${rows.length} ${SAID[status][0].toLowerCase()}`).join(", ")
      say(`${name}: ${counts}.${other ? ` It was made for ${other}, so its links lead there. Its texts were compared with those of this site.` : ""}`)
      answer.replaceChildren(...groups.map(({ status, rows }) => group(status, rows, titles)))
      all("details", HTMLDetailsElement, answer).forEach(one => (one.open = one.dataset.status !== "same"))
    },
  }
}

/**
 * @param {string} status
 * @param {Comparison[]} rows
 * @param {Map<string, string>} titles
 */
function group(status, rows, titles) {
  const [name, about] = SAID[status]
  const told = new Set()
  const items = rows.map(one => {
    const fresh = one.changes.filter(change => change.kind !== "published" && !told.has(change))
    fresh.forEach(change => told.add(change))
    return make("li", { "data-address": one.address }, ...line(one, titles), ...(fresh.length ? [make("ul", {}, ...fresh.map(declared))] : []))
  })
  return make(
    "details",
    { "data-status": status },
    make("summary", {}, `${name} (${rows.length})`),
    ...(about ? [make("p", {}, about)] : []),
    make("ul", {}, ...items),
  )
}

/**
 * @param {Comparison} one
 * @param {Map<string, string>} titles
 */
function line({ address, now, title, status, text }, titles) {
  if (status === "gone" || status === "elsewhere") return [address]
  const [page, anchor] = now.split("#")
  const moved = status === "moved" ? [`, formerly ${address}${SAID[text] ? `: ${SAID[text][0].toLowerCase()}` : ""}`] : []
  return [make("a", { href: new URL(now, root).href }, title), anchor ? ` in “${titles.get(page) ?? page}”` : "", ...moved]
}

/** @param {Change} change */
const declared = ({ date, kind, summary }) => make("li", {}, `${date}, ${kind === "advice" ? "advice changed" : kind}: ${summary}`)
