// The search box: words in, links out. What answers is search-engine.js, over the files that search-data.js fetches.
import { all, button, make, need } from "./dom.js"
import { onOutside } from "./outside.js"
import { open } from "./search-data.js"
import { engine } from "./search-engine.js"
import { index } from "./search-index.js"
import { root } from "./store.js"
import { isLong, turn } from "./search-turn.js"

/** @import { Result } from "./search-engine.js" */

const AT_MOST = 8
/** @type {Record<string, string>} */
const WAYS_ON = { "the visit, stage by stage": "visit/", "all checklists": "reference/checklists/" }
const OR = new Intl.ListFormat("en-GB", { type: "disjunction" })
/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 }
/** @type {ReturnType<typeof engine> | undefined} */
let answering
/** @type {ReturnType<typeof begin> | undefined} */
let box

/**
 * Results for a query with all that is shown of them, best first.
 * @param {string} query
 * @param {number} [most]
 */
export async function find(query, most = AT_MOST) {
  const found = await (await ready()).find(query, most)
  return Promise.all(found.map(async one => ({ ...one, ...(await one.part()) })))
}

/** @param {Promise<Response>} [early] the index, if it was asked for already */
function ready(early) {
  answering ??= open(name => get(name, early))
    .then(engine)
    .catch(error => {
      answering = undefined
      throw error
    })
  return answering
}

/**
 * A file of the search. One that is gone belongs to a release that this page has outlived: the next question starts afresh.
 * @param {string} name
 * @param {Promise<Response>} [early]
 */
async function get(name, early) {
  const answer = await (name === "index.json" ? (early ?? index()) : fetch(new URL(`search/${name}`, root)))
  if (answer.ok) return answer.json()
  answering = undefined
  throw new Error(`search/${name}: ${answer.status}`)
}

/**
 * Makes the box answer, once; gives what goes to the first result.
 * @param {string} notLoaded what is said when nothing can answer
 * @param {Promise<Response>} early
 */
export function start(notLoaded, early) {
  box ??= begin(notLoaded, early)
  return box
}

/**
 * @param {string} notLoaded
 * @param {Promise<Response>} early
 */
function begin(notLoaded, early) {
  const form = need(".search", HTMLFormElement)
  const input = need("input", HTMLInputElement, form)
  const list = need(".found", HTMLElement, form)
  const said = need(".search-said", HTMLElement, form)

  /**
   * @param {HTMLElement[]} results
   * @param {...(Node | string)} words
   */
  const tell = (results, ...words) => {
    list.replaceChildren(...results)
    said.replaceChildren(...words)
    form.classList.toggle("answered", words.length > 0)
  }
  const clear = () => tell([])
  /** Settles when what the box holds has been answered. */
  let answered = Promise.resolve()
  /** @param {string} query */
  const seek = async query => {
    const { find, gap, suggest } = await ready()
    return { results: await find(query, AT_MOST), nearest: gap(query), near: () => suggest(query) }
  }
  const show = async () => {
    const query = input.value
    if (!query.trim()) return clear()
    if (isLong()) await turn() // the letter is drawn before it is answered
    if (query !== input.value) return
    const found = await seek(query)
      .catch(() => seek(query))
      .catch(() => null)
    if (query !== input.value) return
    if (!found) return tell([], notLoaded)
    const { results, nearest, near } = found
    if (!nearest && !results.length) return tell([], ...nothing(near(), ask))
    const lines = (nearest ? [nearest, ...results.filter(({ title }) => title !== nearest.title)] : results).map(line)
    const whole = Promise.all(lines.map(one => one.whole)).catch(() => {})
    // What is at hand already is drawn at once and whole, without a glimpse of titles alone.
    await Promise.race([whole, new Promise(done => setTimeout(done))])
    if (query !== input.value) return
    const words = nearest ? ["We have nothing on this yet. Nearest comes first."] : count(results.length)
    tell(
      lines.map(one => one.item),
      ...words,
    )
    await whole
  }
  /** @param {string} word */
  const ask = word => {
    input.value = word
    input.focus()
    return answer()
  }
  const answer = () => (answered = show())
  /** @param {KeyboardEvent} event */
  const walk = event => {
    const stops = () => [input, ...all("a", HTMLElement, list)]
    const place = () => stops().findIndex(one => one === document.activeElement)
    const at = place()
    const step = STEPS[event.key]
    if (step && at >= 0) {
      event.preventDefault()
      // An answer on its way replaces the results.
      answered.then(() => {
        const now = stops()
        now[(place() + step + now.length) % now.length].focus()
      })
    } else if (event.key === "Escape" && input.value) {
      event.preventDefault()
      input.value = ""
      clear()
      input.focus()
    } else if (at > 0 && (event.key === "Backspace" || event.key.length === 1) && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " ") {
      input.focus()
    }
  }

  input.addEventListener("input", answer)
  form.addEventListener("keydown", walk)
  if (!form.closest("dialog")) onOutside([form], clear)
  ready(early).catch(() => {})
  answer()
  return { first: () => answer().then(() => all("a", HTMLElement, list).at(0)?.click()) }
}

/** @param {number} number */
function count(number) {
  const keys = make("span", { className: "search-keys" }, " Enter opens the first, the arrow keys choose.")
  return [`${number} ${number === 1 ? "result" : "results"}.`, keys]
}

/**
 * What to do when nothing was found: words of the handbook that look alike, and the pages that lead everywhere.
 * @param {string[]} words
 * @param {(word: string) => void} ask
 */
function nothing(words, ask) {
  /** @type {(names: string[], shown: (name: string) => HTMLElement) => (HTMLElement | string)[]} */
  const either = (names, shown) => OR.formatToParts(names).map(({ type, value }) => (type === "element" ? shown(value) : value))
  const near = either(words, word => button(word, () => ask(word)))
  const ways = either(Object.keys(WAYS_ON), name => make("a", { href: new URL(WAYS_ON[name], root).href }, name))
  return [
    "Nothing found. ",
    ...(near.length ? ["Did you mean ", ...near, "? "] : []),
    "Try one plain word, such as “angry”, “late” or “cost”, or go through ",
    ...ways,
    ".",
  ]
}

/**
 * A result: it leads to its page at once, and to the part that answers when that is known.
 * @param {Result} result
 */
function line({ url, title, part }) {
  const about = make("span")
  const link = make("a", { href: new URL(url, root).href }, make("b", {}, title), about)
  link.addEventListener("click", () => link.closest("dialog")?.close())
  const whole = part()
    .catch(part)
    .then(({ url, section, text, words }) => {
      link.href = new URL(url, root).href
      about.append(...(section ? [make("i", {}, section), text ? ": " : ""] : []), ...marked(text, words))
    })
  return { item: make("li", {}, link), whole }
}

/**
 * The text with the words that were found set apart.
 * @param {string} text
 * @param {string[]} words
 */
function marked(text, words) {
  const found = new Set(words)
  return text.split(/([\p{L}\p{N}]+)/u).map(part => (found.has(part.toLowerCase()) ? make("mark", {}, part) : part))
}
