// The one file of the search whose name does not change with its content, so that a kept copy is asked about each time.
import { root } from "./store.js"

export const index = () => fetch(new URL("search/index.json", root), { cache: "no-cache" })
