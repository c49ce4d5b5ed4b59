import assert from "node:assert/strict"
import test from "node:test"
import { distance, family, stem, words } from "../../overrides/assets/js/search-words.js"

test("words are small letters without accents and apostrophes", () => {
  assert.deepEqual(words("Don’t say “Fiancé”, it's 2 CAFÉS!"), ["dont", "say", "fiance", "its", "2", "cafes"])
  assert.deepEqual(words(" ?! "), [])
})

test("both spellings and all endings of a word have one stem", () => {
  const groups = [
    ["apologise", "apologises", "apologised", "apologising", "apologize", "apologizing"],
    ["tumour", "tumours", "tumor", "tumors"],
    ["cancelled", "canceled", "cancelling"],
    ["centre", "centers"],
    ["programme", "programs"],
    ["dialogue", "dialog"],
    ["defence", "defense"],
    ["paediatric", "pediatric"],
    ["worry", "worries", "worrying"],
    ["boxes", "box"],
  ]
  for (const group of groups) assert.deepEqual([...new Set(group.map(stem))].length, 1, `${group.map(stem)}`)
  assert.notEqual(stem("principle"), stem("principal"))
  assert.equal(stem("bus"), "bus")
})

test("a family shares what its words begin with", () => {
  assert.equal(family(stem("apology")), family(stem("apologise")))
  assert.equal(family(stem("confident")), family(stem("confidence")))
  assert.notEqual(family(stem("patient")), family(stem("patent")))
})

test("a distance counts letters added, lost, changed and swapped, up to a limit", () => {
  assert.equal(distance("trust", "trust", 1), 0)
  assert.equal(distance("trsut", "trust", 1), 1)
  assert.equal(distance("trus", "trust", 1), 1)
  assert.equal(distance("crust", "trust", 2), 1)
  assert.equal(distance("listen", "silent", 3), Infinity)
  assert.equal(distance("cat", "category", 2), Infinity)
})
