// MiniSearch over the same passages: prefixes and typos on, fields weighed as ours are.
export async function open(options = {}) {
  const { default: MiniSearch } = await import("/bench/minisearch-library.js")
  const pages = await (await fetch("/bench/pages.json")).json()
  const index = new MiniSearch({
    idField: "url",
    fields: ["title", "alias", "description", "brief", "item", "say", "text", "aside"],
    searchOptions: {
      boost: { title: 5, alias: 6, description: 2, brief: 1.5, item: 1.5, say: 1, text: 0.7, aside: 0.3 },
      prefix: (term, place, terms) => place === terms.length - 1 && term.length > 2,
      fuzzy: term => (term.length < 4 ? 0 : term.length < 8 ? 1 : 2),
      boostDocument: url => (articles.has(url) ? 1 : 0.5),
    },
    ...options,
  })
  const articles = new Set(pages.filter(page => page.alias).map(page => page.url))
  index.addAll(pages)
  return async query => index.search(query).slice(0, 8).map(({ id }) => id)
}
