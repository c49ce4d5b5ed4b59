// Each part stands alone: one that fails leaves the page, and the others, as they were.
const parts = ["./framed.mjs", "./checklist.mjs", "./search.mjs"]
for (const part of parts) {
  import(part).then(module => module.start(document)).catch(error => console.warn(`${part}: ${error.message}`))
}
