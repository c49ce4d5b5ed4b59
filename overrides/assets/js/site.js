// Starts the modules that a page's markup names: `data-module="theme"` is theme.js. Each stands alone and starts once, in the
// order of this list; one that fails leaves the page as it was.
// What is imported here `kb finish` puts into this file; what can wait is in later.js, and what few pages need is fetched by those.
import * as checklist from "./checklist.js"
import * as fold from "./fold.js"
import * as framed from "./framed.js"
import * as menus from "./menus.js"
import * as scrollSpy from "./scroll-spy.js"
import * as search from "./search-open.js"

const moment = () => new Promise(done => setTimeout(done, 200))
/** @type {Promise<typeof import("./later.js")> | undefined} */
let asked

/** @param {string} name */
const later = name => async () => (await (asked ??= moment().then(() => import("./later.js")))).modules[name]

/** @type {Record<string, { start: () => unknown } | (() => Promise<{ start: () => unknown }>)>} */
const modules = {
  framed,
  theme: later("theme"),
  checklist,
  "search-open": search,
  "print-copy": later("print-copy"),
  menus,
  "scroll-spy": scrollSpy,
  popovers: later("popovers"),
  fold,
  "share-buttons": later("share-buttons"),
  "edit-links": later("edit-links"),
  filter: () => import("./filter.js"),
  order: () => import("./order.js"),
  offline: later("offline"),
  "offline-status": () => import("./offline-status.js"),
  "pick/start": () => import("./pick/start.js"),
  "compare/start": () => import("./compare/start.js"),
}

/** @param {string} name */
async function begin(name) {
  try {
    const module = modules[name]
    await (typeof module === "function" ? await module() : module).start()
  } catch (error) {
    console.warn(name, error)
  }
}

await Promise.all(
  Object.keys(modules)
    .filter(name => document.querySelector(`[data-module~="${name}"]`))
    .map(begin),
)
