// The device's own storage, which may be blocked, full or spoilt: then nothing is kept and nothing breaks.
export const root = new URL((document.body.dataset.root || ".").replace(/\/*$/, "/"), location.href)

/** @param {string} key */
export function read(key) {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/**
 * Keeps a text, or forgets the key when the text is null; says whether that worked.
 * @param {string} key
 * @param {string | null} text
 */
export function keep(key, text) {
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
    return true
  } catch {
    return false
  }
}
