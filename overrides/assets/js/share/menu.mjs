// The menu of a section: a click copies; where the browser refuses, the text is shown selected.
import * as texts from "./texts.mjs"

const ENTRIES = [
  ["Copy link", "Link", texts.link],
  ["Copy as Markdown", "Markdown", texts.markdown],
  ["Copy frame for a course", "Frame", texts.frame],
  ["Copy citation", "Citation", texts.citation],
  ["Show QR code"],
]
let menu

export function open(button, id, name) {
  menu?.remove()
  const one = texts.section(id, name)
  menu = Object.assign(document.createElement("div"), { className: "share-menu", popover: "auto", button })
  menu.setAttribute("role", "menu")
  menu.setAttribute("aria-label", `Share: ${name}`)
  menu.append(...ENTRIES.map(([title, what, text]) => entry(title, () => (text ? copy(one, what, text(one)) : draw(one)))))
  menu.addEventListener("keydown", move)
  menu.addEventListener("toggle", event => event.newState === "closed" && closed(event.target))
  document.querySelector("main").append(menu)
  menu.showPopover()
  place(button)
  button.setAttribute("aria-expanded", "true")
  menu.firstChild.focus()
}

function entry(title, act) {
  const found = Object.assign(document.createElement("button"), { type: "button", textContent: title, tabIndex: -1 })
  found.setAttribute("role", "menuitem")
  found.addEventListener("click", () => {
    const { button } = menu
    menu.hidePopover()
    button.focus()
    act()
  })
  return found
}

function closed(one) {
  one.button.setAttribute("aria-expanded", "false")
  if (one.contains(document.activeElement) || document.activeElement === document.body) one.button.focus()
  if (one === menu) menu = undefined
  one.remove()
}

const STEPS = { ArrowDown: (at, all) => (at + 1) % all, ArrowUp: (at, all) => (at + all - 1) % all, Home: () => 0, End: (at, all) => all - 1 }

function move(event) {
  const entries = [...menu.children]
  const step = STEPS[event.key]
  if (step) entries[step(entries.indexOf(document.activeElement), entries.length)].focus()
  else if (event.key === "Tab") menu.hidePopover()
  if (step || event.key === "Tab") event.preventDefault()
}

/** Below its button, or above where there is no room, and within the window. */
function place(button) {
  const at = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const below = at.bottom + height + 8 < innerHeight
  menu.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))}px`
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`
}

async function copy(one, what, text) {
  try {
    await navigator.clipboard.writeText(text)
    say(`${what} copied`)
  } catch {
    const { showText } = await import("./panel.mjs")
    showText(one.name, what, text)
  }
}

async function draw(one) {
  try {
    const { showCode } = await import("./panel.mjs")
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
