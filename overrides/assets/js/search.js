// The search box: words in, links out. What answers is search-engine.js, over the files that search-data.js fetches.
import { onOutside } from "./outside.js"
import { open } from "./search-data.js"
import { engine } from "./search-engine.js"
import { root } from "./store.js"

const AT_MOST = 8
const WAYS_ON = [
  ["visit/", "the visit, stage by stage"],
  ["reference/checklists/", "all checklists"],
]
let answering
let box

/** Results for a query, best first: { url, title, section, text, words }. */
export async function find(query, most = AT_MOST) {
  return (await ready()).find(query, most)
}

function ready() {
  answering ??= open(get)
    .then(engine)
    .catch(error => {
      answering = undefined
      throw error
    })
  return answering
}

/** A file of the search. One that is gone belongs to a release that this page has outlived: the next question starts afresh. */
async function get(name) {
  const answer = await fetch(new URL(`search/${name}`, root), name === "index.json" ? { cache: "no-cache" } : {})
  if (answer.ok) return answer.json()
  answering = undefined
  throw new Error(`search/${name}: ${answer.status}`)
}

/** Makes the box answer, once; gives what goes to the first result. The words are for when nothing can answer. */
export function start(notLoaded) {
  box ??= begin(notLoaded)
  return box
}

function begin(notLoaded) {
  const form = document.querySelector(".search")
  const input = form.querySelector("input")
  const list = form.querySelector(".found")
  const said = form.querySelector(".search-said")

  const tell = (results, ...words) => {
    list.replaceChildren(...results)
    said.replaceChildren(...words)
    form.classList.toggle("answered", words.length > 0)
  }
  const clear = () => tell([])
  const show = async () => {
    const query = input.value
    if (!query.trim()) return clear()
    const results = await find(query)
      .catch(() => find(query))
      .catch(() => null)
    if (query !== input.value) return
    const nearest = results && (await (await ready()).gap(query))
    if (query !== input.value) return
    if (!results) tell([], notLoaded)
    else if (nearest)
      tell([nearest, ...results.filter(({ title }) => title !== nearest.title)].map(result), "We have nothing on this yet. Nearest comes first.")
    else if (results.length) tell(results.map(result), ...count(results.length))
    else tell([], ...nothing((await ready()).suggest(query), ask))
  }
  const ask = word => {
    input.value = word
    input.focus()
    return show()
  }

  input.addEventListener("input", show)
  form.addEventListener("keydown", event => walk(event, input, list, clear))
  if (!form.closest("dialog")) onOutside([form], clear)
  ready().catch(() => {})
  show()
  return { first: () => show().then(() => list.querySelector("a")?.click()) }
}

const element = (name, facts, ...inside) => {
  const made = Object.assign(document.createElement(name), facts)
  made.append(...inside)
  return made
}

function count(number) {
  const keys = element("span", { className: "search-keys" }, " Enter opens the first, the arrow keys choose.")
  return [`${number} ${number === 1 ? "result" : "results"}.`, keys]
}

/** What to do when nothing was found: words of the handbook that look alike, and the pages that lead everywhere. */
function nothing(words, ask) {
  const between = (index, all) => (index === all.length - 1 ? "" : index === all.length - 2 ? " or " : ", ")
  const near = words.flatMap((word, index, all) => [
    element("button", { type: "button", className: "search-word", onclick: () => ask(word) }, word),
    between(index, all),
  ])
  const ways = WAYS_ON.flatMap(([path, name], index, all) => [element("a", { href: new URL(path, root).href }, name), between(index, all)])
  return [
    "Nothing found. ",
    ...(near.length ? ["Did you mean ", ...near, "? "] : []),
    "Try one plain word, such as “angry”, “late” or “cost”, or go through ",
    ...ways,
    ".",
  ]
}

function walk(event, input, list, clear) {
  const stops = [input, ...list.querySelectorAll("a")]
  const at = stops.indexOf(document.activeElement)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step && at >= 0) {
    event.preventDefault()
    stops[(at + step + stops.length) % stops.length].focus()
  } else if (event.key === "Escape" && input.value) {
    event.preventDefault()
    input.value = ""
    clear()
    input.focus()
  } else if (at > 0 && (event.key === "Backspace" || event.key.length === 1) && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " ") {
    input.focus()
  }
}

function result({ url, title, section, text, words }) {
  const about = element("span", {}, ...(section ? [element("i", {}, section), text ? ": " : ""] : []), ...marked(text, words))
  const link = element("a", { href: new URL(url, root).href }, element("b", {}, title), about)
  link.addEventListener("click", () => link.closest("dialog")?.close())
  return element("li", {}, link)
}

/** The text with the words that were found set apart. */
function marked(text, words) {
  const found = new Set(words)
  return text.split(/([\p{L}\p{N}]+)/u).map(part => (found.has(part.toLowerCase()) ? element("mark", {}, part) : part))
}
