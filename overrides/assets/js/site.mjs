// Each part stands alone and is fetched only where it has work; one that fails leaves the page as it was.
const parts = [
  ["html.framed", "./framed.mjs"],
  [".theme-switch", "./theme.mjs"],
  ["input[data-item]", "./checklist.mjs"],
  [".search, .search-open", "./search-open.mjs"],
  ["[data-do], .card", "./use.mjs"],
  [".toc", "./place.mjs"],
  [".certainty, .cite, .term", "./explain.mjs"],
  ["html:not(.framed) article [id]", "./sections.mjs"],
  [".mend", "./mend.mjs"],
  [".filter", "./filter.mjs"],
  ["[rel=manifest]", "./offline.mjs"],
  ["#on-this-device", "./kept.mjs"],
  ["#choose", "./pick/start.mjs"],
]

const needed = parts.filter(([where]) => document.querySelector(where))
await Promise.all(needed.map(([, part]) => import(part).then(({ start }) => start()).catch(error => console.warn(part, error))))

