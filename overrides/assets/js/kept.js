// On the page about reading without a network: what this device keeps, and a button to end or resume it.
import { CHOICE, ask } from "./offline.js"
import { keep, read, root } from "./store.js"

export function start() {
  const words = document.createElement("p")
  words.setAttribute("role", "status")
  const heading = document.querySelector("#on-this-device")
  heading.after(words)
  heading.classList.add("told")
  show(words)
}

async function show(words) {
  const worker = navigator.serviceWorker
  const found = await worker?.getRegistration(root).catch(() => null)
  if (!worker || !document.querySelector("[rel=manifest]")) words.textContent = "This site keeps nothing on this device."
  else if (read(CHOICE) === "off") say(words, "Nothing is kept on this device, as you chose. ", "Keep the handbook here", resume)
  else if (found?.active) say(words, `${await amount(found.active)} `, "Remove it and keep nothing", () => remove(found))
  else waitFor(words, found)
}

async function amount(active) {
  const [kept, all] = await ask(active, "count")
  return kept >= all ? `The whole handbook is kept on this device: ${all} files.` : `${kept} of ${all} files are kept on this device.`
}

function waitFor(words, found) {
  words.textContent = found ? "The handbook is being kept on this device." : "The handbook is not kept on this device yet."
  navigator.serviceWorker.ready.then(() => show(words))
}

async function remove(found) {
  keep(CHOICE, "off")
  await ask(found.active, "leave")
  location.reload()
}

function resume() {
  keep(CHOICE, null)
  location.reload()
}

function say(words, text, name, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: name })
  button.addEventListener("click", act)
  words.replaceChildren(text, button)
}
