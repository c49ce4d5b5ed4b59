// The service worker of this handbook, written by `kb finish`. Its address never changes: browsers ask here for news.
const MINE = `bpt:${new URL(registration.scope).pathname}:`
const mine = async () => (await caches.keys()).filter(name => name.startsWith(MINE))

async function leave() {
  for (const name of await mine()) await caches.delete(name)
  await registration.unregister()
}
