// Text as it is compared when a list is narrowed: small letters without accents.

/** @param {string} text */
export const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
