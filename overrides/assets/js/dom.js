// Finds and makes elements, and copies text. What a page must have and lacks is an error that names it.

/**
 * The first element that a selector finds.
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} kind
 * @param {ParentNode} [within]
 */
export function need(selector, kind, within = document) {
  const found = within.querySelector(selector)
  if (found instanceof kind) return found
  throw new Error(`${kind.name} ${selector} is missing`)
}

/**
 * Every element that a selector finds.
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} kind
 * @param {ParentNode} [within]
 */
export const all = (selector, kind, within = document) => [...within.querySelectorAll(selector)].flatMap(one => (one instanceof kind ? [one] : []))

/**
 * An element with properties and content; a role and names with a hyphen are set as attributes.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Partial<HTMLElementTagNameMap[K]> & { [attribute: `${string}-${string}`]: string }} [properties]
 * @param {...(Node | string)} content
 */
export function make(name, properties, ...content) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key === "role" || key.includes("-")) element.setAttribute(key, `${value}`)
    else Reflect.set(element, key, value)
  }
  element.append(...content)
  return element
}

/**
 * A button and what it does.
 * @param {string} name
 * @param {(event: MouseEvent) => unknown} act
 */
export function button(name, act) {
  const made = make("button", { type: "button" }, name)
  made.addEventListener("click", act)
  return made
}

/**
 * Puts a text on the clipboard; says whether the browser let it.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
