// A tap on a certainty word, a technical word or a source's number explains it on the spot; the link still leads on.
import { float } from "./float.js"

let close

export function start() {
  document.addEventListener("click", async event => {
    const link = event.target.closest?.("a.certainty, a.cite, a.term")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const found = await explanation(link).catch(() => null)
    if (found) show(link, found)
    else location.href = link.href
  })
}

/** What a link explains: its title, its words, and what the way on is called. */
async function explanation(link) {
  if (link.matches(".term")) return { title: link.textContent, words: link.title, on: "Open the glossary" }
  if (link.matches(".cite")) {
    const source = document.querySelector(link.hash).cloneNode(true)
    source.querySelectorAll(".back, .anchor").forEach(one => one.remove())
    return { title: `Source ${link.textContent}`, nodes: [...source.childNodes], on: "Go to the sources" }
  }
  const answer = await fetch(link.href)
  if (!answer.ok) return null
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const heading = page.getElementById(link.hash.slice(1))
  return { title: heading.textContent, words: heading.nextElementSibling.textContent, on: "How evidence is graded" }
}

function show(link, { title, words, nodes, on }) {
  close?.()
  const box = make("div")
  box.className = "explain"
  box.tabIndex = -1
  box.setAttribute("role", "dialog")
  box.setAttribute("aria-label", title)
  const way = make("a", on)
  const end = make("button", "Close")
  way.href = link.href
  for (const one of [way, end]) one.addEventListener("click", () => close())
  box.append(make("b", title), make("p", ...(nodes ?? [words])), make("div", way, end))
  close = float(box, link, document.body)
  box.focus()
}

function make(name, ...content) {
  const element = document.createElement(name)
  element.append(...content)
  return element
}
