// Inside a course's frame only the text is shown, with a line that opens the whole page.
export function start(document) {
  const asked = new URLSearchParams(location.search).get("embed")
  if (asked === "0" || (asked !== "1" && window.self === window.top)) return
  document.documentElement.classList.add("framed")
  const line = document.createElement("p")
  const link = document.createElement("a")
  link.href = location.pathname + location.hash
  link.target = "_blank"
  link.rel = "noopener"
  link.textContent = "Open the whole page (new tab)"
  line.append(link)
  document.querySelector("article")?.append(line)
  const tell = () => window.parent.postMessage({ subject: "lti.frameResize", height: document.documentElement.scrollHeight }, "*")
  if (window.self !== window.top) new ResizeObserver(tell).observe(document.body)
}
