import assert from "node:assert/strict"
import test from "node:test"
import { open } from "../../overrides/assets/js/search-data.js"
import { engine } from "../../overrides/assets/js/search-engine.js"
import { lexicon } from "../../overrides/assets/js/search-meaning.js"

// Two articles and another page, as macros/site/search_index.py writes them.
const FILES = {
  "index.json": {
    pages: [
      ["anger/", "Anger"],
      ["sorry/", "An apology"],
      ["about/", "About"],
    ],
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
      "When feelings run high.",
      [
        ["", "", ""],
        ["do", "What to do", "Let an angry person speak."],
      ],
    ],
    [
      "How to say sorry.",
      [
        ["", "", ""],
        ["do", "What to do", "Listen, then make an apology."],
      ],
    ],
  ],
  "pages-y.json": [["Nobody is angry here.", [["", "", ""]]]],
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
  const { find } = await engine(await open(get))
  const results = [...(await find("listen", 8)), ...(await find("apology", 8))]
  assert.deepEqual(asked, ["index.json", "words-b.json"])
  await Promise.all(results.map(one => one.part()))
  assert.deepEqual(asked, ["index.json", "words-b.json", "pages-x.json"])
})

test("every file of words that a question needs is asked for at once", async () => {
  const { asked, get } = files({ "index.json": { ...FILES["index.json"], same: [["listen", "angry"]] } })
  const { find } = await engine(await open(get))
  const found = find("listen ", 8)
  assert.deepEqual(asked, ["index.json", "words-b.json", "words-a.json"])
  assert.equal((await found).length, 3)
})

test("what is typed on to a question is answered as if it had been asked at once", async () => {
  const { get } = files()
  const typed = await engine(await open(get))
  const whole = await engine(await open(get))
  const query = "angry apologies listen"
  for (let end = 1; end < query.length; end++) await typed.find(query.slice(0, end), 8)
  const shown = async ({ find }) => Promise.all((await find(query, 8)).map(async one => [one.title, one.score, await one.part()]))
  assert.deepEqual(await shown(typed), await shown(whole))
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
  const { find } = await engine(await open(files().get))
  const found = await find("angry", 8)
  assert.deepEqual(
    found.map(one => [one.url, one.title]),
    [
      ["anger/", "Anger"],
      ["about/", "About"],
    ],
  )
  assert.deepEqual(await found[0].part(), { url: "anger/#do", section: "What to do", text: "Let an angry person speak.", words: ["angry"] })
  assert.deepEqual(await found[1].part(), { url: "about/", section: "", text: "Nobody is angry here.", words: ["angry"] })
})

test("a slip, a word being typed and a word of the same meaning are understood", async () => {
  const { find } = await engine(await open(files().get))
  for (const query of ["appology", "apol", "apologies", "an apology"]) assert.equal((await find(query, 1))[0]?.title, "An apology", query)
  assert.equal((await find("furious", 1))[0].title, "Anger")
})

test("what nobody wrote about finds nothing, and near words are offered", async () => {
  const { find, suggest } = await engine(await open(files().get))
  assert.deepEqual(await find("zygote", 8), [])
  assert.deepEqual(await find("", 8), [])
  assert.deepEqual(suggest("lissden"), ["listen"])
})

test("a known gap names the nearest page, whatever the order of its words", async () => {
  const { gap } = await engine(await open(files().get))
  const nearest = gap("fees, dentist")
  assert.equal(nearest?.title, "An apology")
  assert.equal((await nearest.part()).text, "How to say sorry.")
  assert.equal(gap("dentist"), null)
})

test("a long reckoning lets others have their turn, and comes to the same", async context => {
  const quick = await lexicon({ words: ["angry", "anger", "listen"], same: [["angry", "furious"]] })
  let time = 1e9
  context.mock.method(performance, "now", () => (time += 9))
  let turns = 0
  const other = setInterval(() => turns++)
  const slow = await lexicon({ words: ["angry", "anger", "listen"], same: [["angry", "furious"]] })
  clearInterval(other)
  assert.ok(turns > 0)
  assert.deepEqual(slow, quick)
})
