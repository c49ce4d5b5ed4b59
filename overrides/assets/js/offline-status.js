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
  const active = found?.active
  if (!worker || !document.querySelector("[rel=manifest]")) words.textContent = "This site keeps nothing on this device."
  else if (read(CHOICE) === "off") {
    words.replaceChildren(
      "Nothing is kept on this device, as you chose. ",
      button("Keep the handbook here", () => choose(null)),
    )
  } else if (active) {
    const [kept, all] = await ask(active, "count")
    const amount = kept >= all ? `The whole handbook is kept on this device: ${all} files.` : `${kept} of ${all} files are kept on this device.`
    words.replaceChildren(
      `${amount} `,
      button("Remove it and keep nothing", () => choose("off", active)),
    )
  } else {
    words.textContent = found ? "The handbook is being kept on this device." : "The handbook is not kept on this device yet."
    worker.ready.then(() => show(words))
  }
}

/**
 * @param {"off" | null} choice
 * @param {ServiceWorker} [active] what is to leave
 */
async function choose(choice, active) {
  keep(CHOICE, choice)
  if (active) await ask(active, "leave")
  location.reload()
}
