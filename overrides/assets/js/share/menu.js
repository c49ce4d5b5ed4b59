// The menu of a section: a click copies; where the browser refuses, the text is shown selected.
import { float } from "../float.js"
import * as texts from "./texts.js"

const ENTRIES = [
  ["Copy link", "Link", texts.link],
  ["Copy as Markdown", "Markdown", texts.markdown],
  ["Copy frame for a course", "Frame", texts.frame],
  ["Copy citation", "Citation", texts.citation],
  ["Show QR code"],
]
let close

/** Opens the menu of a button's section, or closes it if it is open. */
export function turn(button, id, name) {
  const open = button.getAttribute("aria-expanded") === "true"
  close?.()
  if (!open) show(button, texts.section(id, name))
}

function show(button, one) {
  const menu = Object.assign(document.createElement("div"), { className: "share-menu" })
  menu.setAttribute("role", "menu")
  menu.setAttribute("aria-label", `Share: ${one.name}`)
  const choose = act => () => {
    close()
    button.focus()
    act?.()
  }
  menu.append(
    ...ENTRIES.map(([title, what, text]) =>
      entry(
        title,
        choose(() => (text ? copy(one, what, text(one)) : draw(one))),
      ),
    ),
  )
  menu.append(entry("Close", choose()))
  menu.addEventListener("keydown", move)
  close = float(menu, button, document.querySelector("main"), () => button.setAttribute("aria-expanded", "false"))
  button.setAttribute("aria-expanded", "true")
  menu.firstChild.focus()
}

function entry(title, act) {
  const found = Object.assign(document.createElement("button"), { type: "button", textContent: title, tabIndex: -1 })
  found.setAttribute("role", "menuitem")
  found.addEventListener("click", act)
  return found
}

const STEPS = { ArrowDown: (at, all) => (at + 1) % all, ArrowUp: (at, all) => (at + all - 1) % all, Home: () => 0, End: (at, all) => all - 1 }

function move(event) {
  const entries = [...event.currentTarget.children]
  const step = STEPS[event.key]
  if (step) entries[step(entries.indexOf(document.activeElement), entries.length)].focus()
  else if (event.key === "Tab") close()
  if (step || event.key === "Tab") event.preventDefault()
}

async function copy(one, what, text) {
  try {
    await navigator.clipboard.writeText(text)
    say(`${what} copied`)
  } catch {
    const { showText } = await import("./panel.js")
    showText(one.name, what, text)
  }
}

async function draw(one) {
  try {
    const { showCode } = await import("./panel.js")
    await showCode(one)
  } catch {
    say("The QR code could not be drawn. Copy the link instead.")
  }
}

let said, timer

/** A line for a few seconds, which screen readers speak. */
function say(words) {
  if (!said) {
    said = Object.assign(document.createElement("p"), { className: "said" })
    said.setAttribute("role", "status")
    document.body.append(said)
  }
  clearTimeout(timer)
  said.textContent = ""
  setTimeout(() => (said.textContent = words), 50)
  timer = setTimeout(() => (said.textContent = ""), 5000)
}
