// What an old file or a pasted text lists, by the rules of macros/exports/old_file.py: a course pack, a SCORM package, a permalinks.json, links.
import { LARGEST, Unreadable, unzip } from "./unzip.js"

/**
 * @typedef {{ address: string, version: string, advice: string | null, site: string }} Listed an address below the site, or a whole one that
 *   leads elsewhere; no version where there is none to say, no advice where the file does not tell; the site that a file was made for
 */

const ADDRESS = /^(?:(?!\.{1,2}\/)[\w.-]{1,100}\/){0,9}(?:#[\w-]{1,200})?$/
const VERSION = /^[0-9a-f]{8}$/
const LINK = /https?:\/\/[^\s<>"'()[\]\p{C}]{1,500}/giu
const UNIT = /<article data-unit="[a-z0-9-]+" data-address="([^"]*)" data-version="([^"]*)">/g
const SITE = /<body data-site="([^"]*)">/
const MOST = 30_000
/** @type {[string, number][]} */
const MOST_MARKS = [
  ["<", 500_000], // ours hold 14,000 and 3; a browser's time grows with the product of the two
  ["xmlns", 20],
]
const CURRENT = "current"
const VERSIONS = "versions.xml" // of a Moodle backup
const LOM = "/xsd/imsccv1p1/LOM/manifest" // the ends of names of namespaces: an address of another host stands in no script
const SCORM = "/xsd/imscp_rootv1p1p2"

/**
 * @param {Blob} file
 * @param {string[]} sites addresses under which the handbook is or was published
 * @returns {Promise<Listed[]>}
 */
export async function readFile(file, sites) {
  if (file.size > LARGEST) throw new Unreadable("It is larger than 50 MB, which no file of this handbook is.")
  const bytes = await file.arrayBuffer().catch(() => {
    throw new Unreadable("It could not be read. Choose a file, not a folder; if the file has changed, choose it again.")
  })
  if (new TextDecoder().decode(bytes.slice(0, 2)) === "PK") return checked(await packed(bytes))
  let text
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    text = "\0"
  }
  return readText(text, sites)
}

/**
 * @param {string} text
 * @param {string[]} sites
 * @returns {Listed[]}
 */
export function readText(text, sites) {
  if (text.trimStart().startsWith("{")) return checked(ofJson(text))
  if (!text.trim() || text.includes("\0")) throw new Unreadable("It is neither a course pack, a SCORM package nor a list of links.")
  const plain = text.replace(/\\([:=~#{}])/g, "$1") // as GIFT writes them
  /** @type {string[]} */
  const urls = []
  for (const [url] of plain.matchAll(LINK)) few(urls.push(withoutStop(url)))
  const found = new Set(urls.map(url => sites.map(site => below(url, site)).find(one => one !== null) ?? url))
  if ([...found].every(leadsElsewhere)) throw new Unreadable(`No link to this handbook is in it. Links to other sites: ${found.size}.`)
  return [...found].map(address => ({ address, version: "", advice: null, site: "" }))
}

/**
 * A link without the marks that end a sentence; a pattern would look for them from each of them on.
 * @param {string} url
 */
function withoutStop(url) {
  let end = url.length
  while (".,;:!?".includes(url[end - 1])) end--
  return url.slice(0, end)
}

/**
 * Whether what is listed is a whole address, since it is none of this handbook.
 * @param {string} address
 */
export const leadsElsewhere = address => address.includes(":")

/**
 * A link as an address below a site, without query, text fragment and index.html; null where it leads elsewhere.
 * @param {string} url
 * @param {string} site
 */
export function below(url, site) {
  const [whole, root] = [url, site].map(one => decoded(one).replace(/^https?:\/\//i, ""))
  if (!root || !`${whole}/`.startsWith(root)) return null
  const [rest, ...anchors] = whole.slice(root.length).split("#")
  const page = rest.split("?")[0].replace(/index\.html$/, "")
  const [id] = anchors.join("#").split(":~:")
  const address = `${page}${!page || page.endsWith("/") ? "" : "/"}${id ? `#${id}` : ""}`
  return ADDRESS.test(address) ? address : null
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** @param {ArrayBuffer} bytes */
async function packed(bytes) {
  const archive = unzip(bytes)
  const manifest = xml(await archive.text(archive.has(VERSIONS) ? VERSIONS : "imsmanifest.xml"))
  return manifest.documentElement.namespaceURI?.endsWith(SCORM) ? articles(await archive.text("index.html")) : entries(manifest)
}

/** @param {string} text */
function xml(text) {
  if (MOST_MARKS.some(([mark, most]) => text.split(mark, most + 2).length > most + 1))
    throw new Unreadable("Its manifest holds more than that of any pack of this handbook.")
  const found = text.includes("<!DOCTYPE") ? null : new DOMParser().parseFromString(text, "application/xml")
  if (!found || found.querySelector("parsererror")) throw new Unreadable("Its manifest is no plain XML, so it is no pack of this handbook.")
  return found
}

/**
 * @param {Document} manifest
 * @returns {Listed[]}
 */
function entries(manifest) {
  return [...manifest.getElementsByTagNameNS("*", "entry")]
    .filter(one => one.namespaceURI?.endsWith(LOM))
    .map(one => ({ parts: ownText(one).split(" ", 4), site: ownText(one.previousElementSibling) }))
    .filter(({ parts }) => (parts.length === 2 || parts.length === 3) && parts.slice(1).every(Boolean))
    .map(({ parts: [address, version, advice = ""], site }) => ({ address, version, advice, site }))
}

/**
 * The text of an element that holds no others, whose texts would be read once for each around them.
 * @param {Element | null} element
 */
const ownText = element => (element?.firstElementChild ? "" : (element?.textContent ?? ""))

/**
 * The articles in the page of a SCORM package, whose form is ours: to parse what could be any page may take minutes.
 * @param {string} page
 */
function articles(page) {
  const site = (page.match(SITE)?.[1] ?? "").replaceAll("&amp;", "&")
  return [...page.matchAll(UNIT)].map(([, address, version]) => ({ address, version, advice: null, site }))
}

/**
 * The addresses that were current when a permalinks.json was written.
 * @param {string} text
 * @returns {Listed[]}
 */
function ofJson(text) {
  /** @type {unknown} */
  let rows = null
  try {
    rows = JSON.parse(text).addresses
  } catch {
    // no rows
  }
  if (!Array.isArray(rows) || !rows.every(isRow)) throw new Unreadable("It is JSON, but no permalinks.json of this handbook.")
  return rows
    .filter(one => one.version && (one.status ?? CURRENT) === CURRENT)
    .map(({ address, version = "", advice = "" }) => ({ address, version, advice, site: "" }))
}

/**
 * @param {any} row
 * @returns {row is { address: string, version?: string, advice?: string, status?: string }}
 */
const isRow = row => typeof row?.address === "string" && [row.version, row.advice, row.status].every(one => ["string", "undefined"].includes(typeof one))

/** @param {Listed[]} listed */
function checked(listed) {
  few(listed.length)
  if (!listed.length) throw new Unreadable("It lists no versions, so it is no pack of this handbook.")
  if (listed.every(one => ADDRESS.test(one.address) && VERSION.test(one.version) && isSite(one.site))) return listed
  throw new Unreadable("It lists addresses or versions that no file of this handbook does.")
}

/** @param {string} site */
const isSite = site => !site || site.match(LINK)?.[0] === site

/** @param {number} count */
function few(count) {
  if (count > MOST) throw new Unreadable("It lists more than 30,000 addresses, which no file of this handbook does.")
}
