// On the page about reading without a network: what this device keeps, and a button to end or resume it.
import { button, make, need } from "./dom.js"
import { CHOICE, ask } from "./offline.js"
import { keep, read, root } from "./store.js"

export function start() {
  const words = make("p", { role: "status" })
  const heading = need("#on-this-device", HTMLElement)
  heading.after(words)
  heading.classList.add("told")
  show(words)
}

/** @param {HTMLElement} words */
async function show(words) {
  const worker = "serviceWorker" in navigator ? navigator.serviceWorker : undefined
  const found = await worker?.getRegistration(root).catch(() => null)
  if (!worker || !document.querySelector("[rel=manifest]")) words.textContent = "This site keeps nothing on this device."
  else if (read(CHOICE) === "off") say(words, "Nothing is kept on this device, as you chose. ", "Keep the handbook here", resume)
  else if (found?.active) await showKept(words, found.active)
  else waitFor(words, Boolean(found))
}

/**
 * @param {HTMLElement} words
 * @param {ServiceWorker} active
 */
async function showKept(words, active) {
  say(words, `${await amount(active)} `, "Remove it and keep nothing", () => remove(active))
}

/** @param {ServiceWorker} active */
async function amount(active) {
  const [kept, all] = await ask(active, "count")
  return kept >= all ? `The whole handbook is kept on this device: ${all} files.` : `${kept} of ${all} files are kept on this device.`
}

/**
 * @param {HTMLElement} words
 * @param {boolean} begun
 */
function waitFor(words, begun) {
  words.textContent = begun ? "The handbook is being kept on this device." : "The handbook is not kept on this device yet."
  navigator.serviceWorker.ready.then(() => show(words))
}

/** @param {ServiceWorker} active */
async function remove(active) {
  keep(CHOICE, "off")
  await ask(active, "leave")
  location.reload()
}

function resume() {
  keep(CHOICE, null)
  location.reload()
}

/**
 * @param {HTMLElement} words
 * @param {string} text
 * @param {string} name
 * @param {() => unknown} act
 */
function say(words, text, name, act) {
  words.replaceChildren(text, button(name, act))
}
