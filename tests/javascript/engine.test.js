import assert from "node:assert/strict"
import test from "node:test"
import { open } from "../../overrides/assets/js/search-data.js"
import { engine } from "../../overrides/assets/js/search-engine.js"

// Two articles and another page, as macros/site/search_index.py writes them.
const FILES = {
  "index.json": {
    pages: 3,
    articles: 2,
    kinds: ["title", "alias", "description", "brief", "item", "say", "text", "aside"],
    steps: 7,
    per: 2,
    shown: ["x", "y"],
    starts: [0, 2],
    found: ["a", "b"],
    gaps: [["dentist fees", 1]],
    same: [["angry", "furious"]],
    words: "AangerDryBpologyAlisten",
  },
  "words-a.json": ["1.1 0.a70", "2.2 0.a70.e71 2.a70.g30"],
  "words-b.json": ["1.1 1.a70.e71", "1.0 1.g71"],
  "pages-x.json": [
    [
      "anger/",
      "Anger",
      "When feelings run high.",
      [
        ["", "", ""],
        ["do", "What to do", "Let an angry person speak."],
      ],
    ],
    [
      "sorry/",
      "An apology",
      "How to say sorry.",
      [
        ["", "", ""],
        ["do", "What to do", "Listen, then make an apology."],
      ],
    ],
  ],
  "pages-y.json": [["about/", "About", "Nobody is angry here.", [["", "", ""]]]],
}

function files(changed = {}) {
  const asked = []
  const get = async name => {
    asked.push(name)
    const file = { ...FILES, ...changed }[name]
    if (!file) throw new Error(`${name} is gone`)
    return structuredClone(file)
  }
  return { asked, get }
}

test("words are unfolded, and the places of each unpacked", async () => {
  const data = await open(files().get)
  assert.deepEqual(data.words, ["anger", "angry", "apology", "listen"])
  const spots = [
    [0, 0, 0, 1],
    [0, 4, 1, 1],
    [2, 0, 0, 1],
    [2, 6, 0, 3 / 7],
  ]
  assert.deepEqual(await data.places("angry"), { held: 2, naming: 2, spots })
})

test("a question fetches the files of its own words and pages, each once", async () => {
  const { asked, get } = files()
  const { find } = engine(await open(get))
  await find("listen", 8)
  await find("apology", 8)
  assert.deepEqual(asked, ["index.json", "words-b.json", "pages-x.json"])
})

test("a file that could not be fetched is asked for again", async () => {
  const { get } = files()
  let broken = true
  const data = await open(async name => {
    if (broken && name !== "index.json") throw new Error("offline")
    return get(name)
  })
  await assert.rejects(data.places("listen"), /offline/)
  broken = false
  assert.equal((await data.places("listen")).held, 1)
})

test("an article comes before another page, and leads to the part that was asked about", async () => {
  const { find } = engine(await open(files().get))
  const found = await find("angry", 8)
  assert.deepEqual(
    found.map(one => one.url),
    ["anger/#do", "about/"],
  )
  assert.deepEqual([found[0].title, found[0].section, found[0].text], ["Anger", "What to do", "Let an angry person speak."])
  assert.deepEqual(found[0].words, ["angry"])
})

test("a slip, a word being typed and a word of the same meaning are understood", async () => {
  const { find } = engine(await open(files().get))
  for (const query of ["appology", "apol", "apologies", "an apology"]) assert.equal((await find(query, 1))[0]?.title, "An apology", query)
  assert.equal((await find("furious", 1))[0].title, "Anger")
})

test("what nobody wrote about finds nothing, and near words are offered", async () => {
  const { find, suggest } = engine(await open(files().get))
  assert.deepEqual(await find("zygote", 8), [])
  assert.deepEqual(await find("", 8), [])
  assert.deepEqual(suggest("lissden"), ["listen"])
})

test("a known gap names the nearest page, whatever the order of its words", async () => {
  const { gap } = engine(await open(files().get))
  assert.equal((await gap("fees, dentist"))?.title, "An apology")
  assert.equal(await gap("dentist"), null)
})
