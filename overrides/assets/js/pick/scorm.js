// A choice as a SCORM 1.2 package, from the templates that macros/exports uses.
import { escapeXml } from "../escape.js"
import { filler } from "./fill.js"

/**
 * @typedef {{ id: string, title: string, shown: string, sections: [id: string, html: string][], quiz: string }} Unit an article
 * @typedef {{ unit: Unit, ids: Set<string> }} Part of a package: an article with what was chosen of it
 * @typedef {{ name: string, fixed: object, templates: Record<string, string> }} Player what downloads/scorm/player.json holds
 */

/**
 * The files of a package.
 * @param {Player} player
 * @param {Part[]} units
 * @param {URL} root the site's address
 * @returns {[name: string, text: string][]}
 */
export function scorm(player, units, root) {
  const fill = filler(player.templates)
  const title = units.length === 1 ? units[0].unit.title : `${player.name}: chosen articles`
  const page = fill("page", { ...player.fixed, title, handbook: player.name, site: root.href, UNITS: units.map(one => unitOf(fill, one)) })
  return [
    ["imsmanifest.xml", fill("manifest", { id: `handbook.scorm.${units.length === 1 ? units[0].unit.id : "choice"}`, title })],
    ["index.html", page.replaceAll('href="site:', `href="${escapeXml(root.href)}`)],
  ]
}

/**
 * An article with its chosen sections, or all where none is named, and the sources that they rest on.
 * @param {import("./fill.js").Fill} fill
 * @param {Part} part
 */
function unitOf(fill, { unit, ids }) {
  const some = unit.sections.filter(([id]) => ids.has(id))
  const kept = some.length ? unit.sections.filter(([id]) => ids.has(id) || id === "sources") : unit.sections
  return fill("unit", { ...unit, title: unit.shown, SECTIONS: kept.map(([, html]) => html), QUIZ: [ids.has("quiz") ? unit.quiz : ""] })
}
