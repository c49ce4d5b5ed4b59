// In a frame: tells the course that frames this page how tall it is, keeps the way out at the section being shown, and opens
// other sites, which may refuse to be framed, in a tab of their own.
import { all, need } from "./dom.js"

export function start() {
  if (!document.documentElement.classList.contains("framed")) return
  point()
  addEventListener("hashchange", point)
  if (self === top) return
  for (const link of all("article a[href^='http']", HTMLAnchorElement)) {
    if (link.origin !== location.origin) Object.assign(link, { target: "_blank", rel: "noopener", title: "Opens in a new tab" })
  }
  const tell = () => parent.postMessage({ subject: "lti.frameResize", height: document.documentElement.offsetHeight }, "*")
  new ResizeObserver(tell).observe(document.body)
}

function point() {
  const url = new URL(location.href)
  url.searchParams.delete("embed")
  need(".framed-source a", HTMLAnchorElement).href = url.href
}
