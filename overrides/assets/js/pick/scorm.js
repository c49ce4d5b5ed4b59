// A choice as a SCORM 1.2 package, from the templates that macros/exports uses.
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" }
const escape = text => text.replace(/[&<>"']/g, sign => SIGNS[sign])

/** [[name, text], ...]; `player` is downloads/scorm/player.json, `units` [{ unit, ids }] the articles chosen with their parts. */
export function scorm(player, units, root) {
  const fill = (name, values) =>
    player.templates[name].replace(/@(\w+)@/g, (_, key) => (Array.isArray(values[key]) ? values[key].join("") : escape(values[key])))
  const title = units.length === 1 ? units[0].unit.title : `${player.name}: chosen articles`
  const page = fill("page", { ...player.fixed, title, handbook: player.name, site: root.href, UNITS: units.map(one => unitOf(fill, one)) })
  return [
    ["imsmanifest.xml", fill("manifest", { id: `handbook.scorm.${units.length === 1 ? units[0].unit.id : "choice"}`, title })],
    ["index.html", page.replaceAll('href="site:', `href="${escape(root.href)}`)],
  ]
}

/** An article with its chosen sections, or all where none is named, and the sources that they rest on. */
function unitOf(fill, { unit, ids }) {
  const some = unit.sections.filter(([id]) => ids.has(id))
  const kept = some.length ? unit.sections.filter(([id]) => ids.has(id) || id === "sources") : unit.sections
  return fill("unit", { ...unit, title: unit.shown, SECTIONS: kept.map(([, html]) => html), QUIZ: [ids.has("quiz") ? unit.quiz : ""] })
}
