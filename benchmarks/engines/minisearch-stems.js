// MiniSearch with our stems and our thesaurus: each word is indexed by its stem, and a query is asked with the words of its groups.
import { stem, words } from "./search-words.js"
import { open as plain } from "./minisearch.js"

export async function open() {
  const { same } = await (await fetch("/search/index.json")).json()
  const groups = new Map(same.flatMap(group => group.map(one => [words(one).map(stem).join(" "), group])))
  const find = await plain({ tokenize: words, processTerm: stem })
  const others = query => {
    const typed = words(query).map(stem)
    const runs = typed.flatMap((_, start) => [1, 2, 3, 4].map(size => typed.slice(start, start + size).join(" ")))
    return [...new Set(runs)].flatMap(run => groups.get(run) ?? [])
  }
  return query => find([...others(query), query].join(" "))
}
