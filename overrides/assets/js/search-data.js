// The search's files as macros/site/search_index.py writes them: one that names all words, and runs of words and pages fetched when needed.

/** `get` fetches a file of the search folder by name. */
export async function open(get) {
  const head = await get("index.json")
  const words = whole(head.words)
  const number = new Map(words.map((word, index) => [word, index]))
  const files = new Map()
  const file = name => {
    if (!files.has(name))
      files.set(
        name,
        get(name).catch(error => (files.delete(name), Promise.reject(error))),
      )
    return files.get(name)
  }

  /** Word -> { held: how many pages have it, naming: how many titles and aliases, spots: [[page, kind, part, weight up to 1], ...] }. */
  async function places(word) {
    const at = number.get(word)
    const run = head.starts.findLastIndex(start => start <= at)
    return unpack((await file(`words-${head.found[run]}.json`))[at - head.starts[run]], head)
  }

  /** What is shown of a page. */
  async function page(index) {
    const [url, title, about, parts] = (await file(`pages-${head.shown[Math.floor(index / head.per)]}.json`))[index % head.per]
    return { url, title, about, parts }
  }

  return { pages: head.pages, articles: head.articles, kinds: head.kinds, words, same: head.same, gaps: new Map(head.gaps), places, page }
}

/** "AactDion" -> act, action: a capital tells how many letters a word shares with the one before. */
function whole(fronted) {
  let last = ""
  return Array.from(fronted.matchAll(/([A-Z])([^A-Z]*)/g), ([, shared, rest]) => (last = last.slice(0, shared.charCodeAt(0) - 65) + rest))
}

/** "1c.2 4.c5a.k20 1.a9": in how many pages and names; then for each page its step from the last and its places: kind, weight, part. */
function unpack(row, { steps }) {
  const [counts, ...groups] = row.split(" ")
  const [held, naming] = counts.split(".").map(count => parseInt(count, 36))
  const spots = []
  let page = 0
  for (const group of groups) {
    const [step, ...places] = group.split(".")
    page += parseInt(step, 36)
    for (const place of places) spots.push([page, place.charCodeAt(0) - 97, parseInt(place.slice(2), 36), parseInt(place[1], 36) / steps])
  }
  return { held, naming, spots }
}
