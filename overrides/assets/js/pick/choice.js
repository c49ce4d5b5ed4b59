// A choice as part of an address: ?choose=article.section.item_article, where an article alone means all that a pack holds of it.
export const KEY = "choose"

/**
 * @typedef {[id: string, name: string, version: string]} Row of a section or an item
 *
 * @typedef {object} Article as teach/pick.json has it
 * @property {string} id
 * @property {string} title
 * @property {string} words
 * @property {string} part
 * @property {string} address
 * @property {string} version
 * @property {number} minutes of its scene
 * @property {Row[]} sections
 * @property {Row[]} items
 * @property {[id: string, name: string][]} quiz its first question, or nothing
 * @property {Record<string, string>} [roles] what its scene calls "clinician" and "patient", where it calls them otherwise
 * @property {string[]} trainers ids of sections that are for trainers
 *
 * @typedef {{ site: string, description: string, licence: string, parts: Record<string, string>, articles: Article[],
 *   session: import("./plan.js").Session, start: { id: string, title: string, address: string }[], templates: Record<string, string> }} Data what teach/pick.json holds
 * @typedef {Map<string, Set<string>>} Chosen article -> ids of sections, items, "quiz"
 * @typedef {{ article: Article, ids: Set<string> }} Picked
 */

/**
 * What a pack holds of an article unless told otherwise: its sections and its quiz.
 * @param {Article} article
 */
export const whole = article => [...article.sections.map(([id]) => id), ...article.quiz.map(() => "quiz")]

/** @param {Article} article */
export const all = article => [...whole(article), ...article.items.map(([id]) => id)]

/** @type {(count: number, one: string, many?: string) => string} */
const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/**
 * How much is chosen, in words; the quiz is one of an article's sections.
 * @param {Picked[]} picked
 */
export function amount(picked) {
  const items = picked.map(({ article, ids }) => article.items.filter(([id]) => ids.has(id)).length).reduce((sum, one) => sum + one, 0)
  const sections = picked.reduce((sum, { ids }) => sum + ids.size, 0) - items
  const parts = [sections && counted(sections, "section"), items && counted(items, "checklist item")]
  return [counted(picked.length, "article"), ...parts.filter(Boolean)].join(", ")
}

/**
 * A name for a file made of the choice, which says what it is about: an article, a whole part, or how many and the first.
 * @param {Picked[]} picked
 * @param {Article[]} articles all there are
 */
export function stem(picked, articles) {
  const [{ id, part }] = picked.map(one => one.article)
  if (picked.length === 1) return id
  if (picked.length === articles.length) return "all-articles"
  const whole = articles.filter(one => one.part === part).length === picked.length && picked.every(({ article }) => article.part === part)
  return whole ? part : `${picked.length}-articles-${id}`
}

/**
 * What is chosen by an address, and the names in it that stand for nothing.
 * @param {string} search
 * @param {Article[]} articles
 */
export function read(search, articles) {
  /** @type {Chosen} */
  const chosen = new Map()
  /** @type {string[]} */
  const unknown = []
  for (const part of (new URLSearchParams(search).get(KEY) ?? "").split("_").filter(Boolean)) {
    const [name, ...ids] = part.split(".")
    const article = articles.find(one => one.id === name)
    const known = article ? (ids.length ? ids.filter(id => all(article).includes(id)) : whole(article)) : []
    if (known.length) chosen.set(name, new Set([...(chosen.get(name) ?? []), ...known]))
    if (!article) unknown.push(name)
    else unknown.push(...ids.filter(id => !known.includes(id)).map(id => `${name}.${id}`))
  }
  return { chosen, unknown }
}

/**
 * The address of a choice: the page's own with everything else in its query kept.
 * @param {string} address
 * @param {Chosen} chosen
 * @param {Article[]} articles
 */
export function write(address, chosen, articles) {
  const url = new URL(address)
  url.hash = ""
  const parts = articles
    .filter(one => chosen.get(one.id)?.size)
    .map(one => {
      const ids = all(one).filter(id => chosen.get(one.id)?.has(id))
      const usual = whole(one)
      return ids.length === usual.length && ids.every(id => usual.includes(id)) ? one.id : [one.id, ...ids].join(".")
    })
  if (parts.length) url.searchParams.set(KEY, parts.join("_"))
  else url.searchParams.delete(KEY)
  return url.href
}
