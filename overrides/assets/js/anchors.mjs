// A link beside each heading and checklist item, for those who want to point at it.
export function start() {
  for (const target of document.querySelectorAll("article :is(h2, h3)[id]:not(.unseen), article .item[id]")) {
    if (getComputedStyle(target).position === "absolute") continue
    const link = document.createElement("a")
    link.className = "anchor"
    link.href = `#${target.id}`
    link.textContent = "#"
    link.setAttribute("aria-label", `Link to: ${(target.querySelector("label") ?? target).textContent.trim()}`)
    target.append(link)
  }
}
