// A tap on a certainty word, a technical word or a source's number explains it on the spot; the link still leads on.
import { button, make } from "./dom.js"
import { float } from "./float.js"

/** @typedef {{ title: string, content: (Node | string)[], on: string }} Explanation */

/** @type {(() => void) | undefined} */
let close

export function start() {
  document.addEventListener("click", async event => {
    const link = event.target instanceof Element && event.target.closest("a.certainty, a.cite, a.term")
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const found = await explanation(link).catch(() => null)
    if (found) show(link, found)
    else location.href = link.href
  })
}

/**
 * What a link explains: its title, its content, and what the way on is called.
 * @param {HTMLAnchorElement} link
 * @returns {Promise<Explanation | null>}
 */
async function explanation(link) {
  if (link.matches(".term")) return { title: link.textContent, content: [link.title], on: "Open the glossary" }
  if (link.matches(".cite")) {
    const source = document.createElement("div")
    source.append(...[...(document.querySelector(link.hash)?.childNodes ?? [])].map(one => one.cloneNode(true)))
    source.querySelectorAll(".back, .anchor").forEach(one => one.remove())
    return { title: `Source ${link.textContent}`, content: [...source.childNodes], on: "Go to the sources" }
  }
  const answer = await fetch(link.href)
  if (!answer.ok) return null
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const heading = page.getElementById(link.hash.slice(1))
  return heading?.nextElementSibling ? { title: heading.textContent, content: [heading.nextElementSibling.textContent], on: "How evidence is graded" } : null
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Explanation} explanation
 */
function show(link, { title, content, on }) {
  close?.()
  const end = () => close?.()
  const way = make("a", { href: link.href }, on)
  way.addEventListener("click", end)
  const box = make(
    "div",
    { className: "explain", tabIndex: -1, role: "dialog", "aria-label": title },
    make("b", {}, title),
    make("p", {}, ...content),
    make("div", {}, way, button("Close", end)),
  )
  close = float(box, link, document.body)
  box.focus()
}
