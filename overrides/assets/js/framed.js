// Tells the course that frames this page how tall it is, keeps the way out at the section being shown, and opens
// other sites, which may refuse to be framed, in a tab of their own.
export function start() {
  point()
  addEventListener("hashchange", point)
  if (self === top) return
  for (const link of document.querySelectorAll("article a[href^='http']")) {
    if (link.origin !== location.origin) Object.assign(link, { target: "_blank", rel: "noopener", title: "Opens in a new tab" })
  }
  const tell = () => parent.postMessage({ subject: "lti.frameResize", height: document.documentElement.offsetHeight }, "*")
  new ResizeObserver(tell).observe(document.body)
}

function point() {
  const url = new URL(location.href)
  url.searchParams.delete("embed")
  document.querySelector(".framed-source a").href = url.href
}
