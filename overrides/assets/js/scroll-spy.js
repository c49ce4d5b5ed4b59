// Marks the section being read in both lists of contents.
import { all, need } from "./dom.js"

export function start() {
  const headings = all("article h2[id]", HTMLElement)
  const links = all(".toc a, .place a", HTMLAnchorElement)
  const name = need(".place summary b", HTMLElement)
  const bar = need(".place", HTMLElement)
  let waiting = false

  const mark = () => {
    waiting = false
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2
    const line = innerHeight / 3
    const now = headings.findLast(one => atEnd || one.getBoundingClientRect().top < line) ?? headings[0]
    for (const link of links) {
      if (link.hash === `#${now.id}`) link.setAttribute("aria-current", "true")
      else link.removeAttribute("aria-current")
    }
    bar.classList.toggle("away", scrollY > innerHeight / 2)
    name.textContent = links.find(link => link.hash === `#${now.id}`)?.textContent ?? ""
  }
  const soon = () => {
    if (!waiting) requestAnimationFrame(mark)
    waiting = true
  }

  addEventListener("scroll", soon, { passive: true })
  addEventListener("resize", soon)
  mark()
}
