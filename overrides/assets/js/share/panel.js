// A dialog about one section: its text to copy by hand, or its QR code. Closing it gives the focus back.
import { button, make } from "../dom.js"

/**
 * @param {string} name
 * @param {string} what
 * @param {string} text
 */
export function showText(name, what, text) {
  const area = make("textarea", { value: text, readOnly: true, rows: 5, "aria-label": what })
  show(`${what}: ${name}`, "Your browser does not let this page copy. The text below is selected: copy it yourself.", area)
  area.select()
}

/** @param {import("./texts.js").Section} section */
export async function showCode({ name, page, url }) {
  const picture = await code(url)
  const image = make("img", { src: picture, alt: `QR code of ${url}`, width: 240, height: 240 })
  const { pathname, hash } = new URL(url)
  const download = `qr-${(pathname + hash).split(/[/#]/).filter(Boolean).slice(-2).join("-")}.svg`
  show(`QR code: ${name}`, page, image, make("p", {}, url), make("a", { href: picture, download }, "Save the picture (SVG)"))
}

/**
 * @typedef {{ size: number, get: (x: number, y: number) => boolean }} Squares
 * @typedef {{ correction: { M: number }, generate: (text: string, options: { minCorrectionLevel: number }) => Squares }} QrMaker
 */

/**
 * An SVG as a data address: a square a module, with the quiet zone of four that readers of codes need.
 * @param {string} text
 */
async function code(text) {
  /** @type {QrMaker} */
  const { generate, correction } = await import(/** @type {string} */ ("../vendor/lean-qr.js"))
  const found = generate(text, { minCorrectionLevel: correction.M })
  const squares = []
  for (let y = 0; y < found.size; y++) for (let x = 0; x < found.size; x++) if (found.get(x, y)) squares.push(`M${x} ${y}h1v1h-1z`)
  const side = found.size + 8
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${side} ${side}" width="${side * 16}" height="${side * 16}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M-4-4h${side}v${side}h-${side}z"/><path d="${squares.join("")}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/**
 * @param {string} title
 * @param {string} words
 * @param {...HTMLElement} content
 */
function show(title, words, ...content) {
  const close = button("Close", () => box.close())
  const attributes = { "aria-label": title }
  const box = make("dialog", { className: "share-panel", ...attributes }, make("b", {}, title), make("p", {}, words), ...content, close)
  box.addEventListener("click", event => event.target === box && box.close())
  box.addEventListener("close", () => box.remove())
  document.body.append(box)
  box.showModal()
}
