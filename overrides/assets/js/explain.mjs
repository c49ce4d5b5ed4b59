// A tap on a certainty word, a technical word or a source's number explains it on the spot; the link still leads on.
let box

export function start() {
  if (!HTMLElement.prototype.showPopover) return
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
  box?.remove()
  box = document.createElement("div")
  box.className = "explain"
  box.popover = "auto"
  box.tabIndex = -1
  box.setAttribute("role", "dialog")
  box.setAttribute("aria-label", title)
  const head = make("b", title)
  const text = make("p", ...(nodes ?? [words]))
  const way = make("a", on)
  way.href = link.href
  way.addEventListener("click", () => box.hidePopover())
  const close = make("button", "Close")
  close.addEventListener("click", () => box.hidePopover())
  box.append(head, text, make("div", way, close))
  box.addEventListener("toggle", event => event.newState === "closed" && box.contains(document.activeElement) && link.focus())
  document.body.append(box)
  box.showPopover()
  place(link)
  box.focus()
}

function make(name, ...content) {
  const element = document.createElement(name)
  element.append(...content)
  return element
}

/** Below its link, or above where there is no room. */
function place(link) {
  const at = link.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const below = at.bottom + height + 12 < innerHeight
  box.style.left = `${Math.max(12, Math.min(at.left, innerWidth - width - 12))}px`
  box.style.top = `${below ? at.bottom + 6 : Math.max(12, at.top - height - 6)}px`
}
