// Keeps the whole handbook on this device for when there is no network, and says when a newer version is ready.
import { button, make } from "./dom.js"
import { read, root } from "./store.js"

export const CHOICE = `bpt:1:${root.pathname}:offline`
const HOUR = 3_600_000

export function start() {
  // A course's frame keeps nothing, nor does a reader who said no or who saves data.
  const { connection } = /** @type {Navigator & { connection?: { saveData?: boolean } }} */ (navigator)
  if (self !== top || read(CHOICE) === "off" || connection?.saveData || !navigator.serviceWorker) return
  if (!document.querySelector("[rel=manifest]")) return
  renewWithWorker()
  watch()
}

/**
 * The worker's answer to an order.
 * @param {ServiceWorker} worker
 * @param {string} order
 * @returns {Promise<any>}
 */
export const ask = (worker, order) =>
  new Promise(done => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = event => done(event.data)
    worker.postMessage(order, [port2])
  })

/** When another version takes over, a page of the old one is opened again, so that no page mixes two. */
function renewWithWorker() {
  let controlled = Boolean(navigator.serviceWorker.controller)
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (!controlled) controlled = true
    else if (document.visibilityState === "visible") location.reload()
    else document.addEventListener("visibilitychange", () => location.reload(), { once: true })
  })
}

/** Another version may also have taken over while this page was on its way here. */
async function renewIfOld() {
  const [opened] = performance.getEntriesByType("navigation")
  const own = opened instanceof PerformanceNavigationTiming && opened.serverTiming?.find(one => one.name === "kept")?.description
  if (!own || !navigator.serviceWorker.controller) return
  const answer = await fetch(location.href).catch(() => null)
  await answer?.text() // an answer that nobody reads would stay open
  const kept = answer?.headers.get("server-timing")
  if (kept?.startsWith("kept;") && !kept.includes(own)) location.reload()
}

async function watch() {
  renewIfOld().catch(() => {})
  const found = await navigator.serviceWorker.register(new URL("sw.js", root), { updateViaCache: "none" }).catch(() => null)
  if (!found) return
  follow(found)
  found.addEventListener("updatefound", () => follow(found))
  // Nobody has begun to read this page: the version that was ready before may take over now, unless others are reading.
  const ready = found.waiting
  if (ready && (document.visibilityState !== "visible" || !(await ask(ready, "take over if alone")))) offer(found)
  askAgain(found)
}

/** @param {ServiceWorkerRegistration} found */
function follow(found) {
  const worker = found.installing
  worker?.addEventListener("statechange", () => worker.state === "installed" && navigator.serviceWorker.controller && offer(found))
}

/**
 * A page that stays open for long asks for news when the reader comes back to it.
 * @param {ServiceWorkerRegistration} found
 */
function askAgain(found) {
  let last = Date.now()
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - last < HOUR) return
    last = Date.now()
    found.update().catch(() => {})
  })
}

/** @param {ServiceWorkerRegistration} found */
function offer(found) {
  if (document.querySelector(".newer")) return
  const words = make("p", { role: "status" })
  const use = button("Use the new version", () => (found.waiting ? found.waiting.postMessage("take over") : location.reload()))
  const later = button("Later", () => line.remove())
  const line = make("div", { className: "newer" }, words, use, later)
  document.body.append(line)
  setTimeout(() => (words.textContent = "A newer version of this handbook is ready."), 50)
}
