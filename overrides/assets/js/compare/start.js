// "Has it changed since you taught it?": compares a file or links with the handbook of today, all in this browser.
import { need } from "../dom.js"
import { root } from "../store.js"
import { readFile, readText } from "./old-file.js"
import { compared } from "./table.js"
import { Unreadable } from "./unzip.js"
import { build } from "./view.js"

/** @import { Listed } from "./old-file.js" */
/** @import { Table } from "./table.js" */

const LOST = "The list of today’s versions could not be loaded. Try again when you are online."

export function start() {
  const takeFile = (/** @type {File} */ file) => answer(file.name, sites => readFile(file, sites))
  const takeText = (/** @type {string} */ text) => answer("This text", sites => readText(text, sites))
  const view = build(takeFile, takeText)
  need("#compare + p", HTMLElement).after(view.element)

  let asked = 0
  /**
   * The last that was asked for is shown, whichever is ready first.
   * @param {string} name
   * @param {(sites: string[]) => Listed[] | Promise<Listed[]>} read
   */
  async function answer(name, read) {
    const [mine, since] = [++asked, view.since()]
    view.say("Comparing.")
    try {
      const table = await today()
      const sites = [root.href, table.site].filter(Boolean)
      const listed = await read(sites)
      const rows = compared(table, listed, since)
      if (!rows.length) throw new Unreadable(`It lists ${listed.length} addresses, and none of them is or was in this handbook. It is of another site.`)
      const other = rows.find(({ site }) => site && !sites.includes(site))?.site
      if (mine === asked) view.show(name, rows, new Map(table.addresses.map(one => [one.address, one.title])), other)
    } catch (error) {
      if (mine === asked) view.say(error instanceof Unreadable ? `${name}: ${error.message}` : LOST)
      if (!(error instanceof Unreadable)) throw error
    }
  }
}

/** @returns {Promise<Table>} */
async function today() {
  const answer = await fetch(new URL("downloads/permalinks.json", root), { cache: "no-cache" })
  if (!answer.ok) throw new Error(`permalinks.json: ${answer.status}`)
  return answer.json()
}
