// Keeps this version of the handbook whole. FILES says which file belongs to it, by address and start of its SHA-256.
const CACHE = MINE + VERSION
const AT_ONCE = 6
// A page can read this header of its own answer, and so knows which revision it is.
const MARK = "server-timing"
/** @param {string} revision */
const mark = revision => `kept;desc="${revision}"`

addEventListener("install", event => event.waitUntil(fill()))
addEventListener("activate", event => event.waitUntil(takeOver()))

/** Fetches what is missing; on any failure this version is not installed, and what came is there for the next try. */
async function fill() {
  const cache = await caches.open(CACHE)
  const older = await Promise.all((await mine()).map(name => caches.open(name)))
  const missing = Object.entries(FILES)
  const work = async () => {
    for (let next = missing.pop(); next; next = missing.pop()) await keep(cache, older, ...next)
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } catch (error) {
    missing.length = 0
    if (error instanceof DOMException && error.name === "QuotaExceededError") await caches.delete(CACHE)
    throw error
  }
  // The first is the one in use; any other never came to be used.
  const unused = (await mine()).slice(registration.active ? 1 : 0)
  for (const name of unused) if (name !== CACHE) await caches.delete(name)
}

/**
 * @param {Cache} cache
 * @param {Cache[]} older
 * @param {string} address
 * @param {string} revision
 */
async function keep(cache, older, address, revision) {
  const url = new URL(address, registration.scope)
  for (const one of older) {
    const kept = await one.match(url)
    if (kept?.headers.get(MARK) === mark(revision)) return cache.put(url, kept)
  }
  const answer = await fetch(url, { cache: "no-cache" })
  const bytes = await answer.arrayBuffer()
  if ((await digest(bytes)) !== revision) throw new Error(`${url} is not yet, or no longer, the file of this version`)
  const headers = new Headers(answer.headers)
  headers.set(MARK, mark(revision))
  await cache.put(url, new Response(bytes, { headers }))
}

/** @param {ArrayBuffer} bytes */
async function digest(bytes) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
  return Array.from(found.slice(0, 8), byte => byte.toString(16).padStart(2, "0")).join("")
}

async function takeOver() {
  for (const name of await mine()) if (name !== CACHE) await caches.delete(name)
  await clients.claim()
}

/** @type {Record<string, (asker: ExtendableMessageEvent["source"]) => unknown>} */
const orders = {
  "take over": () => skipWaiting(),
  async "take over if alone"(asker) {
    const windows = await clients.matchAll({ type: "window", includeUncontrolled: true })
    const others = windows.filter(one => !(asker instanceof Client) || one.id !== asker.id)
    const alone = others.every(one => one.visibilityState === "hidden")
    if (alone) await skipWaiting()
    return alone
  },
  async count() {
    const kept = (await caches.has(CACHE)) ? await (await caches.open(CACHE)).keys() : []
    return [kept.length, Object.keys(FILES).length]
  },
  leave,
}

addEventListener("message", event => {
  if (!Object.hasOwn(orders, event.data)) return
  event.waitUntil(Promise.resolve(orders[event.data](event.source)).then(answer => event.ports[0]?.postMessage(answer)))
})

addEventListener("fetch", event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || !url.href.startsWith(registration.scope)) return
  const opens = request.mode === "navigate"
  const address = url.href
    .split(/[?#]/)[0]
    .slice(registration.scope.length)
    .replace(/(^|\/)index\.html$/, "$1")
  // Where nothing could be kept, the network may have it.
  if (Object.hasOwn(FILES, address)) event.respondWith(find(address).then(found => found ?? fetch(request)))
  else if (opens && Object.hasOwn(FILES, `${address}/`)) event.respondWith(Response.redirect(`${address}/${url.search}`))
  else if (opens) event.respondWith(fetch(request).catch(() => lost(address)))
  // A browser short of space may have thrown everything away.
  if (opens)
    event.waitUntil(
      caches
        .has(CACHE)
        .then(has => (has ? undefined : fill()))
        .catch(() => {}),
    )
})

/** @param {string} address */
const find = address => caches.match(new URL(address, registration.scope), { cacheName: CACHE }).catch(() => undefined)

/**
 * Without a network: the site's own page for what is not there, or for a file that is not kept on devices.
 * @param {string} address
 */
async function lost(address) {
  const page = /\.(?!html$)\w+$/.test(address) ? await find("about/offline/") : undefined
  if (page) return Response.redirect("about/offline/#not-kept")
  const missing = await find("404.html")
  return missing ? new Response(missing.body, { status: 404, headers: missing.headers }) : Response.error()
}
