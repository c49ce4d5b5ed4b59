// Marks the section being read in both lists of contents.
export function start() {
  const headings = [...document.querySelectorAll("article h2[id]")]
  const links = [...document.querySelectorAll(".toc a, .place a")]
  const name = document.querySelector(".place summary b")
  const bar = document.querySelector(".place")
  let waiting = false

  const mark = () => {
    waiting = false
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2
    const line = innerHeight / 3
    const passed = headings.filter(one => one.getBoundingClientRect().top < line)
    const now = atEnd ? headings.at(-1) : (passed.at(-1) ?? headings[0])
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
