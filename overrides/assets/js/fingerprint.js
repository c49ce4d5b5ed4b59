// A short fingerprint of a text, which changes when a word of it does.

/** @param {string} text */
export const fingerprint = text => [...text].reduce((sum, character) => (Math.imul(sum, 33) ^ (character.codePointAt(0) ?? 0)) >>> 0, 5381).toString(36)
