// Pagefind over the built pages, each with its aliases in a paragraph of high weight.
export async function open() {
  const pagefind = await import("/pagefind/pagefind.js")
  await pagefind.init()
  return async query => {
    const { results } = await pagefind.search(query)
    const found = await Promise.all(results.slice(0, 8).map(one => one.data()))
    return found.map(({ url }) => new URL(url, location.href).pathname.slice(1))
  }
}
