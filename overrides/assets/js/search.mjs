// The search box: words in, links out. The engine behind it is search-engine.mjs.
import { build } from "./search-engine.mjs"
import { root } from "./store.mjs"

const AT_MOST = 8
const NOTHING = "Nothing found. Try one plain word, such as “angry”, “late” or “cost”, or go through the visit stage by stage."
const NO_DATA = "Search could not be loaded. The checklists page and the visit lead to every article."
let engine
let started = false

/** Results for a query, best first: { url, title, section, text, words }. */
export async function find(query, most = AT_MOST) {
  engine ??= load().catch(error => {
    engine = undefined
    throw error
  })
  return (await engine)(query, most)
}

async function load() {
  const get = path => fetch(new URL(path, root)).then(answer => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
  const [index, aliases] = await Promise.all([get("search/search_index.json"), get("search/aliases.json").catch(() => ({}))])
  return build(index.docs, aliases)
}

export function start() {
  if (started) return
  started = true
  const form = document.querySelector(".search")
  const input = form.querySelector("input")
  const list = form.querySelector(".found")
  const said = form.querySelector(".search-said")

  const clear = () => {
    list.replaceChildren()
    said.textContent = ""
  }
  const show = async () => {
    const query = input.value.trim()
    if (!query) return clear()
    const results = await find(query).catch(() => null)
    if (query !== input.value.trim()) return
    list.replaceChildren(...(results ?? []).map(result))
    said.replaceChildren(...(results ? (results.length ? count(results.length) : [NOTHING]) : [NO_DATA]))
  }

  input.addEventListener("input", show)
  form.addEventListener("submit", async event => {
    event.preventDefault()
    await show()
    list.querySelector("a")?.click()
  })
  form.addEventListener("keydown", event => walk(event, input, list, clear))
  document.addEventListener("click", event => form.contains(event.target) || form.closest("dialog") || clear())
  find("").catch(() => {})
  show()
}

function count(number) {
  const keys = Object.assign(document.createElement("span"), { className: "search-keys", textContent: " Enter opens the first, the arrow keys choose." })
  return [`${number} ${number === 1 ? "result" : "results"}.`, keys]
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
  }
}

function result({ url, title, section, text, words }) {
  const item = document.createElement("li")
  const link = document.createElement("a")
  const name = document.createElement("b")
  const about = document.createElement("span")
  link.href = new URL(url, root).href
  name.textContent = title
  if (section) about.append(Object.assign(document.createElement("i"), { textContent: section }), text ? ": " : "")
  about.append(...marked(text, words))
  link.append(name, about)
  link.addEventListener("click", () => link.closest("dialog")?.close())
  item.append(link)
  return item
}

/** The text with the words that were found set apart. */
function marked(text, words) {
  if (!words.length) return [text]
  return text.split(new RegExp(`(\\b(?:${words.join("|")})\\p{L}*)`, "iu")).map((part, index) =>
    index % 2 ? Object.assign(document.createElement("mark"), { textContent: part }) : part,
  )
}
