// Fills the templates that macros/exports uses: @name@ is replaced by escaped text, @NAME@ by pieces of XML or HTML.
import { escapeXml } from "../escape.js"

/** @typedef {ReturnType<typeof filler>} Fill */

/** @param {Record<string, string>} templates */
export function filler(templates) {
  /**
   * @param {string} name
   * @param {Record<string, any>} values
   */
  return (name, values) => templates[name].replace(/@(\w+)@/g, (_, key) => (Array.isArray(values[key]) ? values[key].join("") : escapeXml(values[key])))
}
