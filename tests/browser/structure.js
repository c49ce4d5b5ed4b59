// What axe judges of a page beside colours, as words on which its verdicts can depend: the same words, the same verdict.
// - frame: the page as a whole: language, title, how headings and landmarks follow and repeat each other, what lies outside.
// - parts: each element within its ancestors, what it holds, and whether what it refers to is there.
// - sizes: targets that something covers or comes near to, and boxes that scroll.
// Texts and addresses count only as present or absent, except a picture's text, which may repeat the words around it.
// The first of each kind stays in `window.kinds`.
;() => {
  const FREE =
    /^(aria-description|aria-label|content|cx|cy|d|data-.*|datetime|height|href|id|points|r|src|srcset|title|transform|value|viewbox|width|x|y|[xy][12])$/
  const REFERS = /^(aria-(activedescendant|controls|describedby|details|errormessage|flowto|labelledby|owns)|for|headers|list)$/
  const TARGET = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
  const STRICT = "ul, ol, dl, table, table *, select, details, summary, figure, fieldset, label, a, button, [role]" // about what they hold
  const SAYS = "button, [role=button], a[href], p, li, td, th" // what axe compares a picture's text with
  const WITHIN = "main, nav, body > header, body > footer"
  const LANDMARK = "main, nav, header, footer, aside, section, form, search, [role]"
  const LEAST = 26 // axe asks for 24 px, or a circle as wide that meets no other target's; what is near that it judges itself

  const hash = words => {
    let [one, two] = [0xdeadbeef, 0x41c6ce57]
    for (let at = 0; at < words.length; at++) {
      one = Math.imul(one ^ words.charCodeAt(at), 2654435761)
      two = Math.imul(two ^ words.charCodeAt(at), 1597334677)
    }
    return (one >>> 0).toString(36) + (two >>> 0).toString(36)
  }
  const ids = new Map()
  for (const { id } of document.querySelectorAll("[id]")) ids.set(id, (ids.get(id) ?? 0) + 1)
  const refers = (element, { name, value }) =>
    value.split(/\s+/).map(id => {
      const found = document.getElementById(id)
      return found ? `${found.tagName} ${found.getAttribute("role")} ${ids.get(id)} ${!found.textContent.trim()} ${found === element}` : "nothing"
    })
  const attribute = (element, one) => {
    if (REFERS.test(one.name)) return `${one.name}=${refers(element, one)}`
    if (one.name === "id") return `id ${ids.get(one.value)}`
    if (one.name === "href" && one.value.startsWith("#")) return `href#${document.getElementById(decodeURIComponent(one.value.slice(1))) !== null}`
    if (one.name === "class") return plain(one.value)
    if (one.name === "alt") return `alt=${one.value} ${element.closest(SAYS)?.textContent}`
    return FREE.test(one.name) ? `${one.name} ${one.value.trim() !== ""}` : `${one.name}=${one.value}`
  }
  const plain = classes => classes.replace(/\bof-\w+/g, "") // a part of the handbook differs from others in its colour alone
  const outline = one => `${one.localName}.${plain(one.className.baseVal ?? one.className)}[${one.getAttribute("role")}]${one.hasAttribute("hidden")}`
  const seen = element => element.checkVisibility({ visibilityProperty: true })

  const kinds = (window.kinds = new Map())
  const kept = (kind, element) => {
    if (!kinds.has(kind)) kinds.set(kind, element)
    return kind
  }
  const parts = new Set()
  const known = new Map()
  const within = new Map() // of each element, whether it holds words, something to act on, and a name that is no text
  const walk = (element, path) => {
    const own = hash(path + outline(element) + [...element.attributes].map(one => attribute(element, one)).sort() + seen(element))
    known.set(element, own)
    const words = [...element.childNodes].some(one => one.nodeType === 3 && one.data.trim())
    const held = [words || (element.localName === "svg" && element.textContent.trim() !== ""), false, false]
    const children = element.localName === "svg" ? [] : [...element.children]
    for (const child of children) {
      walk(child, own)
      const [text, target, name] = within.get(child)
      held[0] ||= text
      held[1] ||= target || child.matches(TARGET)
      held[2] ||= name || child.matches("img[alt]:not([alt='']), [aria-label], [title]")
    }
    within.set(element, held)
    const inner = element.matches(STRICT) ? [...new Set(children.map(outline))].sort() : []
    parts.add(kept(hash([own, words, held, element.labels?.length, inner].join("|")), element))
  }
  walk(document.body, "")

  const repeated = words => words.filter((one, at) => words.indexOf(one) !== at)
  const heads = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")].filter(seen).map(one => one.ariaLevel ?? one.localName)
  const marks = [...document.querySelectorAll(LANDMARK)].filter(seen)
  const named = one => (one.ariaLabel ?? one.ariaLabelledByElements?.map(other => other.textContent).join(" ") ?? "").trim().toLowerCase()
  const outside = "title, meta[name=viewport], meta[http-equiv=refresh]"
  const frame = [
    ...new Set(heads.map((one, at) => `${heads[at - 1]} ${one}`)),
    heads.filter(one => one === "h1").length,
    ...new Set(marks.map(one => `${known.get(one)} ${named(one) !== ""}`)),
    ...new Set(repeated(marks.map(one => `${one.localName} ${one.getAttribute("role")} ${named(one)}`))),
    ...new Set([...known].filter(([one]) => !one.closest(WITHIN)).map(([, own]) => own)),
    ...[...document.querySelectorAll("[accesskey], iframe")].map(one => `${one.accessKey} ${one.title}`),
    ...[...document.documentElement.attributes].filter(one => !FREE.test(one.name)).map(one => `${one.name}=${one.value}`),
    ...[...document.head.querySelectorAll(outside)].map(one => `${one.localName} ${one.content} ${one.textContent.trim() !== ""}`),
  ]

  const block = element => {
    let one = element.parentElement
    while (getComputedStyle(one).display.startsWith("inline")) one = one.parentElement
    return one
  }
  const spoken = new Map() // of each block: whether it has words beside its links, and no break between them
  const inText = element => {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false
    const around = block(element)
    if (!spoken.has(around)) {
      const copy = around.cloneNode(true)
      for (const one of copy.querySelectorAll("a, button, [role], [class]")) one.remove()
      spoken.set(around, !around.querySelector("br, hr") && copy.textContent.trim() !== "")
    }
    return spoken.get(around)
  }
  const boxes = [...document.querySelectorAll(TARGET)].filter(seen).map(one => [one, one.getBoundingClientRect()])
  const small = box => box.width < LEAST || box.height < LEAST
  const middle = box => new DOMRect(box.left + box.width / 2, box.top + box.height / 2)
  const apart = (one, two) => Math.hypot(Math.max(one.left - two.right, 0, two.left - one.right), Math.max(one.top - two.bottom, 0, two.top - one.bottom))
  const shared = (one, two) =>
    Math.max(0, Math.min(one.right, two.right) - Math.max(one.left, two.left)) * Math.max(0, Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top))
  const crowds = (box, at) => small(box) && (apart(middle(box), at) < LEAST / 2 || (small(at) && apart(middle(box), middle(at)) < LEAST))
  const sizes = new Set()
  // Those that lie further above or below than a circle of each can reach are passed over.
  const rows = new Map()
  const row = at => Math.floor(at / 64)
  const spans = box => Array.from({ length: row(box.bottom + LEAST) - row(box.top - LEAST) + 1 }, (_, nth) => row(box.top - LEAST) + nth)
  for (const one of boxes) for (const nth of spans(one[1])) rows.set(nth, [...(rows.get(nth) ?? []), one])
  for (const [one, box] of boxes) {
    const near = []
    for (const [other, at] of new Set(spans(box).flatMap(nth => rows.get(nth)))) {
      if (other.contains(one) || one.contains(other)) continue
      if (shared(box, at)) near.push(`${known.get(other)} ${Math.round((9 * shared(box, at)) / (box.width * box.height))}`)
      else if (crowds(box, at)) near.push([at.left - box.left, at.top - box.top, box.width, box.height, at.width, at.height].map(Math.round))
    }
    if (near.length && !inText(one)) sizes.add(kept(hash(`size ${known.get(one)} ${near.sort().join(";")}`), one))
  }
  for (const one of document.body.querySelectorAll("*")) {
    if ((one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight) && /auto|scroll/.test(getComputedStyle(one).overflow))
      sizes.add(kept(hash(`scrolls ${known.get(one)} ${within.get(one)}`), one))
  }
  return { frame: hash(frame.sort().join()), parts: [...parts], sizes: [...sizes] }
}
