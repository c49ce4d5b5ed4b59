// A dialog about one section: its text to copy by hand, or its QR code. Closing it gives the focus back.

export function showText(name, what, text) {
  const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, rows: 5 })
  area.setAttribute("aria-label", what)
  show(`${what}: ${name}`, "Your browser does not let this page copy. The text below is selected: copy it yourself.", area)
  area.select()
}

export async function showCode({ name, page, url }) {
  const picture = await code(url)
  const image = Object.assign(document.createElement("img"), { src: picture, alt: `QR code of ${url}`, width: 240, height: 240 })
  const save = Object.assign(document.createElement("a"), { href: picture, textContent: "Save the picture (SVG)" })
  save.download = `qr-${url.split(/[/#]/).filter(Boolean).slice(-2).join("-")}.svg`
  show(`QR code: ${name}`, page, image, Object.assign(document.createElement("p"), { textContent: url }), save)
}

/** An SVG as a data address: a square a module, with the quiet zone of four that readers of codes need. */
async function code(text) {
  const { generate, correction } = await import("../vendor/lean-qr.js")
  const found = generate(text, { minCorrectionLevel: correction.M })
  const squares = []
  for (let y = 0; y < found.size; y++) for (let x = 0; x < found.size; x++) if (found.get(x, y)) squares.push(`M${x} ${y}h1v1h-1z`)
  const side = found.size + 8
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${side} ${side}" width="${side * 16}" height="${side * 16}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M-4-4h${side}v${side}h-${side}z"/><path d="${squares.join("")}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

function show(title, words, ...content) {
  const box = Object.assign(document.createElement("dialog"), { className: "share-panel" })
  const head = Object.assign(document.createElement("b"), { textContent: title })
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" })
  box.setAttribute("aria-label", title)
  close.addEventListener("click", () => box.close())
  box.addEventListener("click", event => event.target === box && box.close())
  box.addEventListener("close", () => box.remove())
  box.append(head, Object.assign(document.createElement("p"), { textContent: words }), ...content, close)
  document.body.append(box)
  box.showModal()
}
