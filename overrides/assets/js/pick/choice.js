// A choice as part of an address: ?choose=article.section.item_article, where an article alone means all that a pack holds of it.
const KEY = "choose"

/** What a pack holds of an article unless told otherwise: its sections and its quiz. */
export const whole = article => [...article.sections.map(([id]) => id), ...article.quiz.map(() => "quiz")]

export const all = article => [...whole(article), ...article.items.map(([id]) => id)]

/** { chosen: Map of article id to a set of ids, unknown: [names that stand for nothing] }. */
export function read(search, articles) {
  const chosen = new Map(),
    unknown = []
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

/** The address of a choice: the page's own with everything else in its query kept. */
export function write(address, chosen, articles) {
  const url = new URL(address)
  url.searchParams.delete(KEY)
  url.hash = ""
  const parts = articles
    .filter(one => chosen.get(one.id)?.size)
    .map(one => {
      const ids = all(one).filter(id => chosen.get(one.id).has(id))
      const usual = whole(one)
      return ids.length === usual.length && ids.every(id => usual.includes(id)) ? one.id : [one.id, ...ids].join(".")
    })
  if (parts.length) url.searchParams.set(KEY, parts.join("_"))
  return url.href
}
