// What typed words may mean: words of the handbook, alone or together, each with how well it fits.
import { distance, family, stem, words } from "./search-words.js"
import { isLong, turn } from "./search-turn.js"

const FIT = { exact: 1, stem: 0.95, joined: 1, split: 0.9, family: 0.6, same: 0.6, prefix: 0.6, near: 0.7 }
const NEAREST = 3
// Words that ask or join and seldom name what is looked for; they count a little, for the sake of "I don't know".
const SMALL = new Set(
  "a about after all am an and any are as at be been before being better but by can cannot cant could did do does doesnt dont for from get gets got had has have he her him his how i if in into is isnt it its just let lets like me more much my never not of off on or our out over really she should so some than that the their them then there they this to too up us very was we were what when where which while who why will with wont would you your".split(
    " ",
  ),
)
export const FEW = 0.35
// Words that nearly every situation has; what sets a query apart is seldom among them.
const COMMON = new Set(
  "again always ask asked asking asks bit bring brings clinic come comes coming dad daughter didnt doctor doctors ever every family father feel feels gave getting give go goes going grandma guy hes husband im ive keep keeps know knows lady made make makes man mom mother mum need needs new nurse nurses one other patient patients people person please really relative relatives said say saying says see seen shes show someone something son still take takes tell telling tells theyre thing things think thinking thinks time today told two use using visit visits want wanting wants way wife woman work".split(
    " ",
  ),
)
const SOME = 0.75

/**
 * @typedef {Map<string, number>} Fits words of the handbook, each with how well it fits
 * @typedef {{ fit: number, all: Fits[] }} Way it needs all its maps
 * @typedef {{ share: number, ways: Way[] }} Meaning small and common words count for a share
 * @typedef {Awaited<ReturnType<typeof lexicon>>} Lexicon
 */

/**
 * Works in short turns, between which the page can answer its reader.
 * @param {{ words: string[], same: string[][] }} data
 */
export async function lexicon({ words: known, same }) {
  /** @type {Map<string, string[]>} */
  const byStem = new Map()
  /** @type {Map<string, string[]>} */
  const byFamily = new Map()
  for (const word of known) {
    if (isLong()) await turn()
    const short = stem(word)
    put(byStem, short, word)
    put(byFamily, family(short), word)
  }
  /** @type {Map<string, string[][]>} */
  const groups = new Map()
  for (const group of same) for (const one of group) put(groups, phrase(words(one)), group)
  return { known, byStem, byFamily, groups, longest: 5, /** @type {Map<string, Fits>} */ kept: new Map() }
}

/**
 * @template T
 * @param {Map<string, T[]>} map
 * @param {string} key
 * @param {T} value
 */
const put = (map, key, value) => map.set(key, [...(map.get(key) ?? []), value])

/** @param {string[]} list */
const phrase = list => list.map(stem).join(" ")

/**
 * What each word of a query may mean.
 * @param {string} query
 * @param {Lexicon} lexicon
 * @returns {Meaning[]}
 */
export function meanings(query, lexicon) {
  const typed = words(query.replace(/%/g, " percent ").replace(/[$£€₹]/g, " money "))
  /** @type {Meaning[]} */
  const found = typed.map((word, index) => {
    const last = index === typed.length - 1 && !/\s$/.test(query)
    const own = keep(last ? `${word}*` : word, lexicon, () => forms(word, lexicon, last))
    return { share: SMALL.has(word) ? FEW : COMMON.has(word) ? SOME : 1, ways: own.size ? [{ fit: 1, all: [own] }] : [] }
  })
  for (let start = 0; start < typed.length; start++) {
    for (let end = start + 1; end <= Math.min(typed.length, start + lexicon.longest); end++) {
      for (const way of others(typed.slice(start, end), lexicon)) for (const one of found.slice(start, end)) one.ways.push(way)
    }
    const parts = split(typed[start], lexicon)
    if (parts && !lexicon.byStem.has(stem(typed[start]))) found[start].ways.push({ fit: FIT.split, all: parts })
  }
  return found
}

/**
 * Ways to say a run of typed words otherwise: written as one word, or by a word or phrase of the same meaning.
 * @param {string[]} run
 * @param {Lexicon} lexicon
 * @returns {Generator<Way>}
 */
function* others(run, lexicon) {
  const whole = run.length === 2 && lexicon.byStem.has(stem(run.join(""))) && inflected(run.join(""), lexicon)
  if (whole) yield { fit: FIT.joined, all: [whole] }
  for (const group of lexicon.groups.get(phrase(run)) ?? []) {
    for (const one of group) {
      const all = words(one).map(word => inflected(word, lexicon))
      if (phrase(words(one)) !== phrase(run) && all.every(map => map.size)) yield { fit: FIT.same, all }
    }
  }
}

/**
 * The words of the handbook with a word's stem.
 * @param {string} word
 * @param {Lexicon} lexicon
 * @returns {Fits}
 */
function inflected(word, lexicon) {
  return keep(`=${word}`, lexicon, () => new Map((lexicon.byStem.get(stem(word)) ?? []).map(other => [other, other === word ? FIT.exact : FIT.stem])))
}

/**
 * The same map each time for the same word, so that what is found by it can be kept too.
 * @param {string} key
 * @param {Lexicon} lexicon
 * @param {() => Fits} make
 */
function keep(key, { kept }, make) {
  const found = kept.get(key) ?? make()
  kept.set(key, found)
  return found
}

/**
 * The words that a typed one may stand for: its inflections, its family, longer ones while it is being typed, else near ones.
 * @param {string} word
 * @param {Lexicon} lexicon
 * @param {boolean} last
 */
function forms(word, lexicon, last) {
  const found = new Map(inflected(word, lexicon))
  const sure = found.size > 0
  /**
   * @param {string} other
   * @param {number} fit
   */
  const add = (other, fit) => found.has(other) || found.set(other, fit)
  for (const other of lexicon.byFamily.get(family(stem(word))) ?? []) add(other, FIT.family)
  if (last && word.length > 2) {
    for (const other of lexicon.known) if (other.startsWith(word)) add(other, ((sure ? 0.5 : 1) * FIT.prefix * word.length) / other.length + (sure ? 0 : 0.3))
  }
  if (!found.size) for (const [other, fit] of near(word, lexicon)) add(other, fit)
  return found
}

/**
 * The nearest words for a mistyped one, with their inflections: one slip from four letters on, two from eight on.
 * @param {string} word
 * @param {Lexicon} lexicon
 * @returns {[string, number][]}
 */
function near(word, lexicon) {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2
  /** @type {[string, number][]} */
  const close = []
  for (const other of most ? lexicon.known : []) {
    const slips = distance(word, other, most)
    if (slips <= most) close.push([other, slips + (other[0] === word[0] ? 0 : 0.5)])
  }
  close.sort((a, b) => a[1] - b[1])
  const best = close.filter(one => one[1] === close[0][1]).slice(0, NEAREST)
  return best.flatMap(([other, slips]) =>
    [...inflected(other, lexicon)].map(([form, fit]) => /** @type {[string, number]} */ ([form, (fit * FIT.near) / Math.max(slips, 1) ** 0.5])),
  )
}

/**
 * A compound written as one word, cut into two that the handbook has.
 * @param {string} word
 * @param {Lexicon} lexicon
 */
function split(word, lexicon) {
  for (let at = 3; at <= word.length - 3; at++) {
    const parts = [word.slice(0, at), word.slice(at)].map(part => inflected(part, lexicon))
    if (parts.every(part => part.size)) return parts
  }
  return undefined
}

/**
 * Words of the handbook that look most like a query of which nothing was found, within a third of its letters.
 * @param {string} query
 * @param {Lexicon} lexicon
 * @param {number} [most]
 */
export function suggestions(query, lexicon, most = 3) {
  const long = lexicon.known.filter(other => other.length > 3)
  /** @type {[string, number][]} */
  const rated = words(query).flatMap(word => long.map(other => /** @type {[string, number]} */ ([other, distance(word, other, Math.floor(word.length / 3))])))
  const near = rated.filter(one => one[1] < Infinity).sort((a, b) => a[1] - b[1])
  /** @type {Map<string, string>} */
  const byStem = new Map()
  for (const [word] of near.reverse()) byStem.set(stem(word), word)
  return [...byStem.values()].reverse().slice(0, most)
}
