// What nobody needs to read and tick a page: `site.js` fetches this file a moment after all else has begun.
import * as editLinks from "./edit-links.js"
import * as offline from "./offline.js"
import * as popovers from "./popovers.js"
import * as printCopy from "./print-copy.js"
import * as shareButtons from "./share-buttons.js"
import * as theme from "./theme.js"

/** @type {Record<string, { start: () => unknown }>} */
export const modules = { "edit-links": editLinks, offline, popovers, "print-copy": printCopy, "share-buttons": shareButtons, theme }
