// Text whose computed colours are too close: below 7:1 for running text in ink or soft ink, below 4.5:1 for the rest;
// and parts (boxes, stages, fields) whose edges are below 3:1. Elements too transparent to be read are left out.
// Beside them the kinds of text on the page: all of its style on which a verdict about colours can depend. The first of each
// kind, or the link that it is in, stays in `window.kinds`.
;() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true })
  const known = new Map()
  const rgba = colour => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
      known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data])
    }
    return known.get(colour)
  }
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(one => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const ratio = (one, two) => {
    const [low, high] = [light(one), light(two)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }
  const grounds = new Map([[null, [255, 255, 255, 255]]])
  const behind = element => {
    if (!grounds.has(element)) {
      const found = rgba(getComputedStyle(element).backgroundColor)
      grounds.set(element, found[3] === 255 ? found : behind(element.parentElement))
    }
    return grounds.get(element)
  }
  // Only what is out of the flow of the text can lie over something else in a window of another width.
  const floats = new Map([[null, false]])
  const afloat = element => {
    if (!floats.has(element)) floats.set(element, /absolute|fixed|sticky/.test(getComputedStyle(element).position) || afloat(element.parentElement))
    return floats.get(element)
  }
  const probe = document.body.appendChild(document.createElement("i"))
  const inks = ["--ink", "--soft"].map(name => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  })
  probe.remove()

  const found = new Set()
  const kinds = (window.kinds = new Map())
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement
    if (!walk.currentNode.data.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const style = getComputedStyle(element)
    if (element.closest(".unseen, script, style")) continue
    const running = element.closest("main :is(p, li, td, dd)") && inks.includes(style.color)
    const back = behind(element)
    const { color, opacity, fontSize, fontWeight, textDecorationLine, textShadow, backgroundImage } = style
    const around = getComputedStyle(element.parentElement).color
    const large = [18.65, 24].filter(least => parseFloat(fontSize) > least) // where axe asks for less, the first only in bold
    const drawn = [color, back, around, opacity, large, fontWeight, textDecorationLine, textShadow, backgroundImage]
    const kind = [element.tagName, element.className, ...drawn, afloat(element) && innerWidth].join(" ")
    if (!kinds.has(kind)) kinds.set(kind, element.closest("a") ?? element)
    const now = ratio(rgba(color), back)
    if (now < (running ? 7 : 4.5))
      found.add(`contrast ${now.toFixed(2)} of ${element.tagName}.${element.className} ${walk.currentNode.data.trim().slice(0, 30)}`)
  }
  const parts = [
    ["input[data-item]", null],
    [".stages a", "::before"],
    ["#visit + ul a", "::before"],
    [".search-box", null],
    [".search-box input", null],
  ]
  for (const [selector, pseudo] of parts) {
    for (const element of document.querySelectorAll(selector)) {
      const style = getComputedStyle(element, pseudo)
      if (parseFloat(style.borderTopWidth) === 0 || !element.checkVisibility()) continue
      const now = ratio(rgba(style.borderTopColor), behind(element.parentElement))
      if (now < 3) found.add(`edge ${now.toFixed(2)} of ${selector}`)
    }
  }
  return { found: [...found], kinds: [...kinds.keys()] }
}
