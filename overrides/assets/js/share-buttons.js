// Outside of a frame: a button beside each heading and checklist item to share it; its menu is fetched when first asked for.
import { all, make } from "./dom.js"

const ICON =
  '<svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true"><path d="M8.5 11.5a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1 1m1 4a3.5 3.5 0 0 0-5 0l-3 3a3.5 3.5 0 0 0 5 5l1-1"/></svg>'

export function start() {
  if (document.documentElement.classList.contains("framed")) return
  const targets = all("article :is(h2, h3)[id]:not(.unseen), article .item[id]", HTMLElement)
  for (const target of targets.filter(one => getComputedStyle(one).position !== "absolute")) {
    const name = (target.querySelector(".tick") ?? target).textContent.trim()
    const attributes = { "aria-label": `Share: ${name}`, "aria-haspopup": "menu", "aria-expanded": "false" }
    const button = make("button", { type: "button", className: "share", innerHTML: ICON, ...attributes })
    button.addEventListener("click", () => turn(button, target.id, name))
    if (!target.matches(".item")) target.setAttribute("aria-label", name)
    target.append(button)
    target.classList.add("shared")
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} id
 * @param {string} name
 */
const turn = (button, id, name) => import("./share/menu.js").then(menu => menu.turn(button, id, name)).catch(() => (location.hash = id))
