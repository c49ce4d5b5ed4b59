// Each part stands alone and starts only where it has work; one that fails leaves the page as it was.
// What is imported here `kb finish` puts into this file; what few pages need is fetched by those.
import * as checklist from "./checklist.mjs"
import * as drop from "./drop.mjs"
import * as explain from "./explain.mjs"
import * as framed from "./framed.mjs"
import * as mend from "./mend.mjs"
import * as offline from "./offline.mjs"
import * as place from "./place.mjs"
import * as search from "./search-open.mjs"
import * as sections from "./sections.mjs"
import * as theme from "./theme.mjs"
import * as use from "./use.mjs"

const parts = [
  ["html.framed", framed],
  [".theme-switch", theme],
  ["input[data-item]", checklist],
  [".search, .search-open", search],
  ["[data-do], .card", use],
  [".menu", drop],
  [".toc", place],
  [".certainty, .cite, .term", explain],
  ["html:not(.framed) article [id]", sections],
  [".mend", mend],
  [".filter", () => import("./filter.mjs")],
  ["[rel=manifest]", offline],
  ["#on-this-device", () => import("./kept.mjs")],
  ["#choose", () => import("./pick/start.mjs")],
]

async function begin([where, part]) {
  if (!document.querySelector(where)) return
  try {
    await (part.start ? part : await part()).start()
  } catch (error) {
    console.warn(where, error)
  }
}

await Promise.all(parts.map(begin))
