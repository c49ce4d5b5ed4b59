// "Has it changed since you taught it?": compares a file or links with the handbook of today, all in this browser.
import { need } from "../dom.js"
import { root } from "../store.js"
import { readFile, readText } from "./old-file.js"
import { compared } from "./table.js"
import { Unreadable } from "./unzip.js"
import { build } from "./view.js"

/** @import { Table } from "./table.js" */

export function start() {
  const view = build(root)
  need("#compare + p", HTMLElement).after(view.element)
  view.onFile(file => answer(file.name, sites => readFile(file, sites)))
  view.onText(text => answer("This text", sites => readText(text, sites)))

  let asked = 0
  /**
   * The last that was asked for is shown, whichever is ready first.
   * @param {string} name
   * @param {(sites: string[]) => import("./old-file.js").Listed[] | Promise<import("./old-file.js").Listed[]>} read
   */
  async function answer(name, read) {
    const mine = ++asked
    view.wait()
    try {
      const found = await results(read, view.since())
      if (mine === asked) view.show(name, found)
    } catch (error) {
      if (mine === asked) view.refuse(error instanceof Unreadable ? `${name}: ${error.message}` : LOST)
      if (!(error instanceof Unreadable)) throw error
    }
  }
}

const LOST = "The list of today’s versions could not be loaded. Try again when you are online."

/**
 * @param {(sites: string[]) => import("./old-file.js").Listed[] | Promise<import("./old-file.js").Listed[]>} read
 * @param {string} since
 */
async function results(read, since) {
  const table = await today()
  const sites = [root.href, table.site].filter(Boolean)
  const listed = await read(sites)
  const rows = compared(table, listed, since)
  const other = rows.find(({ site }) => site && !sites.includes(site))?.site
  if (rows.length) return { rows, other, titles: new Map(table.addresses.map(one => [one.address, one.title])) }
  throw new Unreadable(`It lists ${listed.length} addresses, and none of them is or was in this handbook. It is of another site.`)
}

/** @returns {Promise<Table>} */
async function today() {
  const answer = await fetch(new URL("downloads/permalinks.json", root), { cache: "no-cache" })
  if (!answer.ok) throw new Error(`permalinks.json: ${answer.status}`)
  return answer.json()
}
