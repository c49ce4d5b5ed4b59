// What has become of each address in an old file, by permalinks.json alone: macros/exports/pack_diff.py in JavaScript.

import { leadsElsewhere } from "./old-file.js"

/**
 * @import { Listed } from "./old-file.js"
 * @typedef {{ date: string, kind: string, version: string, summary: string, items?: string[] }} Change
 * @typedef {{ address: string, title: string, status: string, now?: string, version?: string, advice?: string }} Row
 * @typedef {{ site: string, addresses: Row[], changes: Record<string, Change[]> }} Table what downloads/permalinks.json holds
 * @typedef {{ address: string, status: string, now: string, title: string, text: string, changes: Change[], site: string }} Comparison its status is one of
 *   ORDER; `text` is what became of the words, also where they moved
 */

/** The most serious first; "there" is a link whose version is not known. */
export const ORDER = ["gone", "moved", "advice changed", "editorial", "there", "same", "elsewhere"]

/**
 * @param {Table} table
 * @param {Listed[]} listed
 * @param {string} since the ISO day from which on changes count for links, which say no version
 * @returns {Comparison[]} nothing where no address is or was in this handbook
 */
export function compared(table, listed, since) {
  const rows = new Map(table.addresses.map(one => [one.address, one]))
  const whole = new Map(listed.filter(one => !one.address.includes("#")).map(one => [one.address, one.version]))
  if (!listed.some(one => rows.has(one.address))) return []
  return listed.map(comparison).sort((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status))

  /**
   * @param {Listed} old
   * @returns {Comparison}
   */
  function comparison(old) {
    const { address, site } = old
    const row = rows.get(address)
    const lost = leadsElsewhere(address) ? "elsewhere" : "gone"
    if (!row || row.status === "gone") return { address, status: lost, now: "", title: "", text: lost, changes: [], site }
    const now = row.now ?? address
    const declared = table.changes[now.split("#")[0]] ?? []
    const changes = old.version
      ? after(declared, whole.get(address.split("#")[0]) ?? "")
      : declared.filter(one => since && one.date >= since && ["editorial", "advice"].includes(one.kind))
    const text = old.version ? byVersion(row, old, changes) : since ? byDay(changes) : "there"
    const status = row.status === "moved" ? "moved" : text
    return { address, status, now, title: row.title, text, changes: text === "same" ? [] : changes, site }
  }
}

/**
 * The declared changes after the version that a file holds; all, if it is not known.
 * @param {Change[]} declared
 * @param {string} version
 */
const after = (declared, version) => declared.slice(declared.map(one => one.version).lastIndexOf(version) + 1)

/**
 * A change of advice shows in the advice's own version, or is declared of no single item, or of any if that is not told.
 * @param {Row} row
 * @param {Listed} old
 * @param {Change[]} changes
 */
function byVersion(row, old, changes) {
  const other = old.advice !== null && (row.advice ?? "") !== old.advice
  if (row.version === old.version && !other) return "same"
  const said = changes.some(one => one.kind === "advice" && (old.advice === null || !one.items?.length))
  return other || said ? "advice changed" : "editorial"
}

/** @param {Change[]} changes */
function byDay(changes) {
  if (changes.some(one => one.kind === "advice")) return "advice changed"
  return changes.length ? "editorial" : "same"
}
