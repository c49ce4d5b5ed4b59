// Each part stands alone: one that fails leaves the page, and the others, as they were.
const parts = ["./framed.mjs", "./checklist.mjs", "./search.mjs"]
const started = parts.map(part =>
  import(part).then(module => module.start(document)).catch(error => console.warn(`${part}: ${error.message}`)))

// What the parts added may have moved the section that a link or a frame asked for.
await Promise.all(started)
if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
