// The menu of a section: a click copies; where the browser refuses, the text is shown selected.
import { all, button as makeButton, copy as copyText, make, need } from "../dom.js"
import { float } from "../float.js"
import * as texts from "./texts.js"

/**
 * @import { Section } from "./texts.js"
 * @type {[title: string, what?: string, text?: (section: Section) => string][]}
 */
const ENTRIES = [
  ["Copy link", "Link", texts.link],
  ["Copy as Markdown", "Markdown", texts.markdown],
  ["Copy frame for a course", "Frame", texts.frame],
  ["Copy citation", "Citation", texts.citation],
  ["Show QR code"],
]
/** @type {(() => void) | undefined} */
let close

/**
 * Opens the menu of a button's section, or closes it if it is open.
 * @param {HTMLButtonElement} button
 * @param {string} id
 * @param {string} name
 */
export function turn(button, id, name) {
  const open = button.getAttribute("aria-expanded") === "true"
  close?.()
  if (!open) show(button, texts.section(id, name))
}

/**
 * @param {HTMLButtonElement} button
 * @param {Section} one
 */
function show(button, one) {
  /** @param {() => void} [act] */
  const choose = act => () => {
    close?.()
    button.focus()
    act?.()
  }
  const entries = ENTRIES.map(([title, what, text]) => {
    const act = choose(() => (what && text ? copy(one, what, text(one)) : draw(one)))
    return entry(title, act)
  })
  const attributes = { role: "menu", "aria-label": `Share: ${one.name}` }
  const menu = make("div", { className: "share-menu", ...attributes }, ...entries, entry("Close", choose()))
  menu.addEventListener("keydown", event => move(event, all("button", HTMLElement, menu)))
  close = float(menu, button, need("main", HTMLElement), () => button.setAttribute("aria-expanded", "false"))
  button.setAttribute("aria-expanded", "true")
  entries[0].focus()
}

/**
 * @param {string} title
 * @param {() => void} act
 */
function entry(title, act) {
  const made = makeButton(title, act)
  made.tabIndex = -1
  made.setAttribute("role", "menuitem")
  return made
}

/** @type {Partial<Record<string, (at: number, all: number) => number>>} */
const STEPS = { ArrowDown: (at, all) => (at + 1) % all, ArrowUp: (at, all) => (at + all - 1) % all, Home: () => 0, End: (at, all) => all - 1 }

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} entries
 */
function move(event, entries) {
  const step = STEPS[event.key]
  const at = entries.findIndex(one => one === document.activeElement)
  if (step) entries[step(at, entries.length)].focus()
  else if (event.key === "Tab") close?.()
  if (step || event.key === "Tab") event.preventDefault()
}

/**
 * @param {Section} one
 * @param {string} what
 * @param {string} text
 */
async function copy(one, what, text) {
  if (await copyText(text)) return say(`${what} copied`)
  const { showText } = await import("./panel.js")
  showText(one.name, what, text)
}

/** @param {Section} one */
async function draw(one) {
  try {
    const { showCode } = await import("./panel.js")
    await showCode(one)
  } catch {
    say("The QR code could not be drawn. Copy the link instead.")
  }
}

/** @type {HTMLElement | undefined} */
let said
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

/**
 * A line for a few seconds, which screen readers speak.
 * @param {string} words
 */
function say(words) {
  if (!said) {
    said = make("p", { className: "said", role: "status" })
    document.body.append(said)
  }
  const line = said
  clearTimeout(timer)
  line.textContent = ""
  setTimeout(() => (line.textContent = words), 50)
  timer = setTimeout(() => (line.textContent = ""), 5000)
}
