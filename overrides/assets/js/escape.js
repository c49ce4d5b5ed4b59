// Escapes text for the languages that it is written into.

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" }

/**
 * Text for XML or HTML, where only the characters named need be escaped.
 * @param {string} text
 * @param {RegExp} [characters]
 */
export const escapeXml = (text, characters = /[&<>"']/g) => text.replace(characters, character => ENTITIES[character])

/** @param {string} text */
export const escapeMarkdown = text => text.replace(/[\\[\]*_`<>]/g, "\\$&")
