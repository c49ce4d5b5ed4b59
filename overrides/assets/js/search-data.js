// The search's files as macros/site/search_index.py writes them: one that names all words and pages, and runs of both fetched when needed.

/**
 * @typedef {[about: string, parts: [anchor: string, section: string, text: string][]]} Shown what is shown of a page beside its title
 * @typedef {"title" | "alias" | "description" | "brief" | "item" | "say" | "text" | "aside"} Kind
 * @typedef {[page: number, kind: number, part: number, weight: number]} Spot a weight is at most 1
 * @typedef {{ held: number, naming: number, spots: Spot[] }} Places in how many pages a word is, in how many names, and where
 *
 * @typedef {object} Head what index.json holds
 * @property {[url: string, title: string][]} pages
 * @property {number} articles the pages before this number are articles
 * @property {Kind[]} kinds
 * @property {string} words
 * @property {string[][]} same groups of words and phrases of one meaning
 * @property {[string, number][]} gaps
 * @property {number[]} starts the first word of each file of words
 * @property {string[]} found
 * @property {string[]} shown
 * @property {number} per how many pages are in a file
 * @property {number} steps
 *
 * @typedef {object} SearchData
 * @property {[url: string, title: string][]} pages
 * @property {number} articles
 * @property {Kind[]} kinds
 * @property {string[]} words
 * @property {string[][]} same
 * @property {Map<string, number>} gaps
 * @property {(word: string) => Promise<Places>} places
 * @property {(page: number) => Promise<Shown>} shown
 */

/**
 * `get` fetches a file of the search folder by name.
 * @param {(name: string) => Promise<any>} get
 * @returns {Promise<SearchData>}
 */
export async function open(get) {
  /** @type {Head} */
  const head = await get("index.json")
  const words = whole(head.words)
  const number = new Map(words.map((word, index) => [word, index]))
  /** @type {Map<string, Promise<any>>} */
  const files = new Map()
  /** @param {string} name */
  const file = name => {
    if (!files.has(name))
      files.set(
        name,
        get(name).catch(error => (files.delete(name), Promise.reject(error))),
      )
    return files.get(name)
  }

  /** @param {string} word one of the handbook's */
  async function places(word) {
    const at = /** @type {number} */ (number.get(word))
    const run = head.starts.findLastIndex(start => start <= at)
    return unpack((await file(`words-${head.found[run]}.json`))[at - head.starts[run]], head)
  }

  /** @param {number} page */
  async function shown(page) {
    return (await file(`pages-${head.shown[Math.floor(page / head.per)]}.json`))[page % head.per]
  }

  const { pages, articles, kinds, same } = head
  return { pages, articles, kinds, words, same, gaps: new Map(head.gaps), places, shown }
}

/**
 * "AactDion" -> act, action: a capital tells how many letters a word shares with the one before.
 * @param {string} fronted
 */
function whole(fronted) {
  let last = ""
  return Array.from(fronted.matchAll(/([A-Z])([^A-Z]*)/g), ([, shared, rest]) => (last = last.slice(0, shared.charCodeAt(0) - 65) + rest))
}

/**
 * "1c.2 4.c5a.k20 1.a9": in how many pages and names; then for each page its step from the last and its places: kind, weight, part.
 * @param {string} row
 * @param {Head} head
 * @returns {Places}
 */
function unpack(row, { steps }) {
  const [counts, ...groups] = row.split(" ")
  const [held, naming] = counts.split(".").map(count => parseInt(count, 36))
  /** @type {Spot[]} */
  const spots = []
  let page = 0
  for (const group of groups) {
    const [step, ...places] = group.split(".")
    page += parseInt(step, 36)
    for (const place of places) spots.push([page, place.charCodeAt(0) - 97, parseInt(place.slice(2), 36), parseInt(place[1], 36) / steps])
  }
  return { held, naming, spots }
}
