// The handbook's own search, as its pages load it.
export async function open() {
  const { find } = await import("/assets/js/search.js")
  return async query => (await find(query, 8)).map(one => one.url)
}
