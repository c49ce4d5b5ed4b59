// A page in a course's frame (the template has hidden what is around the text) gets a line that opens it whole.
export function start(document) {
  if (!document.documentElement.classList.contains("framed")) return
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
