// Starts the modules that a page's markup names: `data-module="theme"` is theme.js. Each stands alone and starts once, in the
// order of this list; one that fails leaves the page as it was.
// What is imported here `kb finish` puts into this file; what few pages need is fetched by those.
import * as checklist from "./checklist.js"
import * as editLinks from "./edit-links.js"
import * as fold from "./fold.js"
import * as framed from "./framed.js"
import * as menus from "./menus.js"
import * as offline from "./offline.js"
import * as popovers from "./popovers.js"
import * as printCopy from "./print-copy.js"
import * as scrollSpy from "./scroll-spy.js"
import * as search from "./search-open.js"
import * as shareButtons from "./share-buttons.js"
import * as theme from "./theme.js"

/** @type {Record<string, { start: () => unknown } | (() => Promise<{ start: () => unknown }>)>} */
const modules = {
  framed,
  theme,
  checklist,
  "search-open": search,
  "print-copy": printCopy,
  menus,
  "scroll-spy": scrollSpy,
  popovers,
  fold,
  "share-buttons": shareButtons,
  "edit-links": editLinks,
  filter: () => import("./filter.js"),
  order: () => import("./order.js"),
  offline,
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
