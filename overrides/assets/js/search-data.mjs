// The search's files as macros/exports/search.py writes them: one that names all words, and runs of words and pages fetched when needed.

/** `get` fetches a file of the search folder by name. */
export async function open(get) {
  const head = await get("index.json")
  const words = head.words.split(" ")
  const number = new Map(words.map((word, index) => [word, index]))
  const files = new Map()
  const file = name => {
    if (!files.has(name)) files.set(name, get(name).catch(error => (files.delete(name), Promise.reject(error))))
    return files.get(name)
  }

  /** Word -> { pages: on how many it stands, spots: [[page, kind, part, weight from 0 to 1], ...] }. */
  async function places(word) {
    const at = number.get(word)
    const run = head.starts.findLastIndex(start => start <= at)
    return unpack((await file(head.found[run]))[at - head.starts[run]], head)
  }

  /** What is shown of a page. */
  async function page(index) {
    const [url, title, about, parts] = (await file(head.shown[Math.floor(index / head.per)]))[index % head.per]
    return { url, title, about, parts }
  }

  return { pages: head.pages, articles: head.articles, kinds: head.kinds, words, same: head.same, has: word => number.has(word), places, page }
}

function unpack([pages, ...row], { kinds, steps }) {
  const spots = []
  for (let at = 0, page = 0; at < row.length; ) {
    page += row[at]
    const end = at + 2 + 2 * row[at + 1]
    for (at += 2; at < end; at += 2) spots.push([page, row[at] % kinds.length, Math.floor(row[at] / kinds.length), row[at + 1] / steps])
  }
  return { pages, spots }
}
