// Ranks pages and their parts for a query. What it reads comes from search-data.js, what words mean from search-meaning.js.
import { FEW, lexicon, meanings, suggestions } from "./search-meaning.js"
import { words } from "./search-words.js"
import { isLong, turn } from "./search-turn.js"

// How much a word counts by where it stands: on its own, together with others of the query, and for where a result leads.
const ALONE = { title: 4, alias: 5, description: 1, brief: 0.7, item: 1.2, say: 1, text: 0.6, aside: 0.25 }
const TOGETHER = { title: 6, alias: 4, description: 2, brief: 1, item: 2, say: 1.2, text: 0.6, aside: 0.2 }
const LANDING = { title: 0, alias: 0, description: 0, brief: 0.8, item: 1, say: 0.9, text: 0.7, aside: 0.3 }
const OTHER_PAGE = 0.4
// How much words count singly beside those that stand together, and how steeply rarity and a word unmet weigh.
const SINGLY = 0.6
const RARITY = 0.8
const UNMET = 0.7
const LEAST = 1 / 8

/**
 * @import { Kind, SearchData } from "./search-data.js"
 * @import { Fits, Meaning } from "./search-meaning.js"
 * @typedef {{ fit: number, weight: number }} Spot
 * @typedef {Map<number, Map<number, Spot>>} Pages page -> place, which is a part and a kind in one number -> spot
 * @typedef {{ pages: Pages, held: number, naming: number }} Found with how many pages hold it, and how many in a name
 * @typedef {{ pages: Pages, forms: Set<string>, rarity: number, nameRarity: number }} Wanted
 * @typedef {(words: Fits) => Promise<Found>} Union
 * @typedef {{ url: string, section: string, text: string, words: string[] }} Part of a page, where a result leads: how it is shown, and which of its words were found
 * @typedef {{ url: string, title: string, score: number, part: () => Promise<Part> }} Result what is known of it at once; its part has to be fetched
 */

/** @param {SearchData} data */
export async function engine(data) {
  const known = await lexicon(data)
  /** @type {Map<Fits, Promise<Found>>} what the last question came to: while one is typed, all its words but one stay as they are */
  let last = new Map()

  /**
   * The best pages for a query, best first.
   * @param {string} query
   * @param {number} most
   */
  async function find(query, most) {
    /** @type {typeof last} */
    const now = new Map()
    /** @type {Union} */
    const union = words => {
      const found = now.get(words) ?? last.get(words) ?? unite(words, data)
      now.set(words, found)
      return found
    }
    const meant = meanings(query, known)
    if (isLong()) await turn()
    const wanted = await Promise.all(meant.map(one => place(one, union, data.pages.length)))
    last = now
    if (isLong()) await turn()
    const total = wanted.reduce((sum, one) => sum + one.rarity, 0)
    const rated = [...gather(wanted)].map(([page, parts]) => rate(page, parts, wanted, total, data))
    rated.sort((a, b) => b.score - a.score || a.page - b.page)
    const chosen = rated.filter(one => one.score > rated[0].score * LEAST).slice(0, most)
    return chosen.map(one => present(one, wanted, data))
  }

  /**
   * The page that comes nearest to what is asked, where the handbook is known to have no answer yet.
   * @param {string} query
   */
  function gap(query) {
    const page = data.gaps.get([...new Set(words(query))].sort().join(" "))
    return page === undefined ? null : present({ page, part: -1, score: 0 }, [], data)
  }
  return { find, gap, suggest: (/** @type {string} */ query) => suggestions(query, known) }
}

/**
 * A meaning with how rare it is, in all and as a name, and its spots.
 * @param {Meaning} meaning
 * @param {Union} union
 * @param {number} size how many pages there are
 * @returns {Promise<Wanted>}
 */
async function place({ share, ways }, union, size) {
  /** @type {Pages} */
  const pages = new Map()
  /** @type {Set<string>} */
  const forms = new Set()
  let held = 0
  let naming = 0
  const all = await Promise.all(ways.map(async way => ({ way, found: together(await Promise.all(way.all.map(union))) })))
  for (const { way, found } of all) {
    for (const [page, spots] of found.pages) for (const [key, spot] of spots) keep(pages, page, key, spot.fit * way.fit, spot.weight)
    for (const words of share > FEW ? way.all : [])
      for (const [word, fit] of words) if (fit * way.fit >= 0.5 && (way.fit === 1 || word.length > 3)) forms.add(word)
    held = Math.max(held, found.held)
    naming = Math.max(naming, found.naming)
  }
  /** @param {number} count */
  const rare = count => (ways.length ? share * Math.max(0.1, Math.log((size + 1) / (count + 0.5))) ** RARITY : 0)
  return { pages, forms, rarity: rare(held), nameRarity: rare(naming) }
}

/**
 * The map under a key, made where there is none.
 * @template K, V
 * @param {Map<number, Map<K, V>>} maps
 * @param {number} key
 */
function under(maps, key) {
  const map = maps.get(key) ?? new Map()
  if (!map.size) maps.set(key, map)
  return map
}

/**
 * @param {Pages} pages
 * @param {number} page
 * @param {number} key
 * @param {number} fit
 * @param {number} weight
 */
function keep(pages, page, key, fit, weight) {
  const spots = under(pages, page)
  const old = spots.get(key)
  if (!old || old.fit * old.weight < fit * weight) spots.set(key, { fit, weight })
}

/**
 * Where any of some words stands; `held` and `naming` count the pages of the commonest of those that fit well.
 * @param {Fits} words
 * @param {SearchData} data
 * @returns {Promise<Found>}
 */
async function unite(words, data) {
  /** @type {Pages} */
  const pages = new Map()
  let held = 0
  let naming = 0
  const found = await Promise.all([...words].map(async ([word, fit]) => ({ fit, ...(await data.places(word)) })))
  for (const { fit, spots, ...counts } of found) {
    if (fit >= 0.5) held = Math.max(held, counts.held)
    if (fit >= 0.5) naming = Math.max(naming, counts.naming)
    for (const [page, kind, part, weight] of spots) keep(pages, page, part * data.kinds.length + kind, fit, weight)
  }
  return { pages, held, naming }
}

/**
 * The places that several unions share, where their weights add up.
 * @param {Found[]} unions
 * @returns {Found}
 */
function together(unions) {
  if (unions.length === 1) return unions[0]
  /** @type {Pages} */
  const pages = new Map()
  for (const [page, spots] of unions[0].pages) {
    for (const key of spots.keys()) {
      const all = unions.flatMap(one => one.pages.get(page)?.get(key) ?? [])
      if (all.length === unions.length) keep(pages, page, key, Math.min(...all.map(one => one.fit)), Math.min(1, Math.hypot(...all.map(one => one.weight))))
    }
  }
  return { pages, held: pages.size, naming: pages.size }
}

/**
 * Page -> place -> the spot of each meaning there, by the number of the meaning; there are gaps.
 * @param {Wanted[]} wanted
 */
function gather(wanted) {
  /** @type {Map<number, Map<number, Spot[]>>} */
  const pages = new Map()
  wanted.forEach((one, index) => {
    for (const [page, spots] of one.pages) {
      const places = under(pages, page)
      for (const [key, spot] of spots) {
        const all = places.get(key) ?? []
        all[index] = spot
        places.set(key, all)
      }
    }
  })
  return pages
}

/** @type {Set<Kind>} */
const NAMES = new Set(["title", "alias"])

/**
 * @param {number} page
 * @param {Map<number, Spot[]>} places
 * @param {Wanted[]} wanted
 * @param {number} total
 * @param {SearchData} data
 */
function rate(page, places, wanted, total, { kinds, articles }) {
  const best = wanted.map(() => new Float64Array(kinds.length))
  const fits = wanted.map(() => 0)
  let joint = 0
  let landing = { value: 0, part: 0 }
  for (const [key, spots] of places) {
    const at = key % kinds.length
    const kind = kinds[at]
    const names = NAMES.has(kind)
    let met = 0
    let held = 0
    let value = 0
    spots.forEach(({ fit, weight }, index) => {
      const { rarity, nameRarity } = wanted[index]
      best[index][at] = Math.max(best[index][at], fit * weight)
      fits[index] = Math.max(fits[index], fit)
      met += (names ? nameRarity : rarity) * fit
      held += weight ** 2
      value += rarity * fit * weight
    })
    joint = Math.max(joint, TOGETHER[kind] * met * Math.min(1, held) ** 0.7)
    value *= met * LANDING[kind]
    if (value > landing.value) landing = { value, part: Math.floor(key / kinds.length) }
  }
  /**
   * @param {Wanted} one
   * @param {Kind} kind
   */
  const worth = (one, kind) => ALONE[kind] * (NAMES.has(kind) ? one.nameRarity : one.rarity)
  const single = wanted.reduce((sum, one, index) => sum + best[index].reduce((all, value, kind) => (value ? all + worth(one, kinds[kind]) * value : all), 0), 0)
  const cover = wanted.reduce((sum, one, index) => sum + one.rarity * fits[index], 0) / total
  return { page, part: landing.part, score: (SINGLY * single + joint) * cover ** UNMET * (page < articles ? 1 : OTHER_PAGE) }
}

/**
 * @param {{ page: number, part: number, score: number }} rated
 * @param {Wanted[]} wanted
 * @param {SearchData} data
 * @returns {Result}
 */
function present({ page, part, score }, wanted, data) {
  const [url, title] = data.pages[page]
  return {
    url,
    title,
    score,
    async part() {
      const [about, parts] = await data.shown(page)
      const [anchor, section, text] = parts[part] ?? ["", "", ""]
      return { url: anchor ? `${url}#${anchor}` : url, section, text: text || about, words: wanted.flatMap(one => [...one.forms]) }
    },
  }
}
