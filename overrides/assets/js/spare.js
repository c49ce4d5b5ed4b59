// What a narrow window spares its reader at first: what not to say and why, under the words to say, and all but the first
// people to adapt to, whose names stay in sight.
import { all, make } from "./dom.js"

const MANY = 5
const SHOWN = 3

/** @typedef {import("./fold.js").Folding} Folding */
/** @typedef {(folding: (heading: Element, texts: HTMLElement[], ...name: (Node | string)[]) => Folding) => Folding[]} Spare */

/** @type {Spare} */
export const spare = folding => [...words(folding), ...people(folding)]

/** @type {Spare} */
function words(folding) {
  const heading = document.getElementById("say")
  const cells = all("#say ~ table:not(#hard ~ *) td:nth-child(n + 3)", HTMLElement)
  const [first] = cells
  if (!heading || !first) return []
  const made = folding(heading, keep(cells), "What not to say, and why")
  first.closest("table")?.before(make("p", { className: "spare" }, made.button))
  return [made]
}

/** @type {Spare} */
function people(folding) {
  const heading = document.getElementById("adapt")
  const list = all("#adapt + ul > li", HTMLElement)
  if (!heading || list.length <= MANY) return []
  const rest = list.slice(SHOWN)
  const names = rest
    .map(one => one.querySelector("strong")?.textContent.replace(/\.$/, ""))
    .filter(Boolean)
    .join(" · ")
  const made = folding(heading, keep(rest), `${rest.length} more`, ...(names ? [make("span", {}, `: ${names}`)] : []))
  list[SHOWN]?.before(make("li", { className: "spare" }, made.button))
  return [made]
}

/** @param {HTMLElement[]} texts */
function keep(texts) {
  for (const text of texts) text.classList.add("rest")
  return texts
}
