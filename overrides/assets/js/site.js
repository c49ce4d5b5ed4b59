// Each part stands alone and starts only where it has work; one that fails leaves the page as it was.
// What is imported here `kb finish` puts into this file; what few pages need is fetched by those.
import * as checklist from "./checklist.js"
import * as drop from "./drop.js"
import * as explain from "./explain.js"
import * as framed from "./framed.js"
import * as mend from "./mend.js"
import * as offline from "./offline.js"
import * as place from "./place.js"
import * as search from "./search-open.js"
import * as sections from "./sections.js"
import * as theme from "./theme.js"
import * as use from "./use.js"

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
  [".filter", () => import("./filter.js")],
  ["[rel=manifest]", offline],
  ["#on-this-device", () => import("./kept.js")],
  ["#choose", () => import("./pick/start.js")],
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
