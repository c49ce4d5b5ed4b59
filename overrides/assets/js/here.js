// The address of this page for others: of its query only what the page itself says to be the reader's choice.

/**
 * Names what of the query belongs to the address; kept on the page, since scripts that are joined have no module in common.
 * @param {string[]} names
 */
export const carry = names => (document.documentElement.dataset.carries = names.join(" "))

/** @param {string} hash such as "#say", or nothing */
export function here(hash) {
  const asked = new URLSearchParams(location.search)
  const url = new URL(location.pathname + hash, location.origin)
  for (const name of (document.documentElement.dataset.carries ?? "").split(" ")) {
    const value = asked.get(name)
    if (value !== null) url.searchParams.set(name, value)
  }
  return url.href
}
