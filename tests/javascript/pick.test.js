import assert from "node:assert/strict"
import test from "node:test"
import { cartridge } from "../../overrides/assets/js/pick/cartridge.js"
import { all, amount, read, stem, whole, write } from "../../overrides/assets/js/pick/choice.js"
import { filler } from "../../overrides/assets/js/pick/fill.js"
import { FORMATS, groups } from "../../overrides/assets/js/pick/lists.js"
import { link, rows, seats, write as writeSession } from "../../overrides/assets/js/pick/plan.js"
import { scorm } from "../../overrides/assets/js/pick/scorm.js"
import { zip } from "../../overrides/assets/js/pick/zip.js"

const ROOT = new URL("https://hb.example/book/")
const article = {
  id: "greet",
  title: "Greet <everyone>",
  words: "hello",
  part: "rapport",
  address: "rapport/greet/",
  version: "v1",
  sections: [
    ["do", "what to do", "v2"],
    ["teach", "teach it", "v3"],
  ],
  items: [["stand", "stand *up*", "v4"]],
  quiz: [["quiz-1", "Check yourself."]],
  trainers: ["teach"],
}
const other = { ...article, id: "listen", title: "Listen", address: "rapport/listen/" }
const picked = ids => [{ article, ids: new Set(ids) }]

test("what an article holds: all of it, and what a pack takes unless told otherwise", () => {
  assert.deepEqual(whole(article), ["do", "teach", "quiz"])
  assert.deepEqual(all(article), ["do", "teach", "quiz", "stand"])
})

test("an address gives back the choice that it was written for", () => {
  const chosen = new Map([
    ["greet", new Set(["do", "stand"])],
    ["listen", new Set(whole(other))],
  ])
  const address = write("https://hb.example/book/teach/pick/?embed=1&choose=old#x", chosen, [article, other])
  assert.equal(address, "https://hb.example/book/teach/pick/?embed=1&choose=greet.do.stand_listen")
  assert.deepEqual(read(new URL(address).search, [article, other]), { chosen, unknown: [] })
  assert.equal(write(address, new Map(), [article]), "https://hb.example/book/teach/pick/?embed=1")
})

test("names in an address that stand for nothing are told, and the rest is chosen", () => {
  const { chosen, unknown } = read("?choose=gone_greet.do.lost_listen.lost", [article, other])
  assert.deepEqual([...chosen], [["greet", new Set(["do"])]])
  assert.deepEqual(unknown, ["gone", "greet.lost", "listen.lost"])
})

test("what is chosen is counted as people speak of it", () => {
  assert.equal(amount(picked(["do"])), "1 article, 1 section")
  assert.equal(amount([...picked(["do", "quiz", "stand"]), { article: other, ids: new Set(["do"]) }]), "2 articles, 3 sections, 1 checklist item")
  assert.equal(amount(picked(["stand"])), "1 article, 1 checklist item")
})

test("a file made of a choice is named after what it is about", () => {
  const one = { article, ids: new Set(["do"]) }
  const two = { article: other, ids: new Set(["do"]) }
  const third = { article: { ...article, id: "wash", part: "quality" }, ids: new Set(["do"]) }
  const book = [article, other, third.article]
  assert.equal(stem([one], book), "greet")
  assert.equal(stem([one, two], book), "rapport")
  assert.equal(stem([one, third], book), "2-articles-greet")
  assert.equal(stem([one, two, third], book), "all-articles")
  assert.equal(stem([one, two], [...book, { ...article, id: "ask" }]), "2-articles-greet")
})

const SESSION = {
  lengths: [30, 60, 90],
  play: 1,
  swap: "Swap.",
  steps: [
    ["Open", "Say it.", "Trainer", [3, 5, 10]],
    ["Play in threes", "Play.", "{clinician}, {patient} and observer", [27, 55, 80]],
  ],
}

test("the link to a plan says minutes and people also where they are the usual ones, and leads to the plan", () => {
  const address = "https://hb.example/book/teach/pick/?choose=greet"
  assert.equal(link(address, { minutes: 60, people: 12 }), `${address}&minutes=60&people=12#plan`)
  assert.equal(link(`${address}&people=4`, { minutes: 30, people: 4 }), `${address}&people=4&minutes=30#plan`)
  assert.equal(writeSession(address, { minutes: 60, people: 12 }, SESSION.lengths), address)
  assert.equal(writeSession(`${address}&people=4`, { minutes: 60, people: 12 }, SESSION.lengths), `${address}&people=12`)
})

test("a plan names who plays, by the scene's own names for its parts where it has any", () => {
  const scenes = [{ ...article, minutes: 20, roles: { clinician: "trainer", patient: "student" } }]
  const who = (articles, people) => rows(SESSION, articles, { minutes: 30, people })[1][3]
  assert.equal(who([{ ...article, minutes: 20 }], 12), "Clinician, patient and observer")
  assert.equal(who(scenes, 12), "Trainer, student and observer")
  assert.equal(who(scenes, 2), "Trainer, and student who ticks afterwards")
  assert.equal(who(scenes, 40), "Neighbours: trainer and student")
})

test("how many sit together", () => {
  const said = [2, 3, 7, 8, 40].map(seats)
  assert.deepEqual(said.slice(0, 4), [
    "One pair.",
    "1 group of three.",
    "1 group of three and one of four, with two observers.",
    "2 groups of three and one pair, whose patient ticks afterwards.",
  ])
  assert.match(said[4], /^More than thirty/)
})

test("a list of links escapes names for each format", () => {
  const found = groups(picked(["do", "stand", "quiz"]), ROOT)
  assert.deepEqual(found[0].links, [
    ["What to do", "https://hb.example/book/rapport/greet/#do"],
    ["Stand *up*", "https://hb.example/book/rapport/greet/#stand"],
    ["Check yourself.", "https://hb.example/book/rapport/greet/#quiz-1"],
  ])
  assert.match(FORMATS.Text(found), /^Greet <everyone>\nWhat to do\nhttps:/)
  assert.match(FORMATS.Markdown(found), /\*\*Greet \\<everyone\\>\*\*\n\n- \[What to do\]\(https:[^)]*\)\n- \[Stand \\\*up\\\*\]/)
  assert.match(FORMATS.HTML(found), /^<p>Greet &lt;everyone><\/p>\n<ul>\n<li><a href="https:/)
})

test("a template takes text escaped, and pieces as they are", () => {
  const fill = filler({ one: '<a title="@name@">@PIECES@</a>' })
  assert.equal(fill("one", { name: `"<'&>`, PIECES: ["<b>", "</b>"] }), '<a title="&quot;&lt;&#x27;&amp;&gt;"><b></b></a>')
})

const TEMPLATES = {
  manifest: "@title@|@VERSIONS@|@MODULES@|@RESOURCES@",
  module: "[@title@:@ITEMS@]",
  item: "(@id@)",
  resource: "{@file@ @type@@ROLE@}",
  "role-instructor": " instructor",
  version: "<@address@=@version@>",
  weblink: "@title@ -> @url@",
  quiz: "@id@: @QUESTIONS@",
  question: "@stem@ @OPTIONS@ @CONDITIONS@ @FEEDBACK@",
  option: "(@text@)",
  score: "right=@id@",
  shown: ",wrong=@id@",
  feedback: "@html@",
}
const QUESTION = {
  id: "q1",
  stem: "Why 2 < 3?",
  section: ["rapport/greet/#do", "What to do"],
  options: [
    ["No", false, "Look again."],
    ["Yes", true, "So it is."],
  ],
}

test("a cartridge holds what was chosen: links for learners, the quiz, links for trainers, and every version", () => {
  const data = {
    site: "Book",
    description: "",
    licence: "",
    parts: {},
    articles: [article],
    start: [{ id: "link.start", title: "Read me", address: "teach/", version: "v0" }],
    templates: TEMPLATES,
  }
  const files = new Map(cartridge(data, { greet: [QUESTION] }, picked(["do", "stand", "teach", "quiz"]), ROOT, {}))
  const names = ["start", "greet.do", "greet.stand"].map(one => `links/link.${one}.xml`)
  assert.deepEqual([...files.keys()], ["imsmanifest.xml", ...names, "quizzes/quiz.greet.xml", "links/link.greet.teach.xml"])
  assert.equal(files.get("links/link.greet.do.xml"), "what to do: Greet &lt;everyone&gt; -> https://hb.example/book/rapport/greet/#do")
  const manifest = files.get("imsmanifest.xml")
  assert.match(manifest, /<rapport\/greet\/=v1><rapport\/greet\/#do=v2>/)
  assert.match(manifest, /\{links\/link\.greet\.teach\.xml imswl_xmlv1p1 instructor\}/)
  assert.match(files.get("quizzes/quiz.greet.xml"), /Why 2 &amp;lt; 3\?/)
  assert.match(files.get("quizzes/quiz.greet.xml"), /right=q1-2,wrong=q1-1/)
  const short = cartridge(data, { greet: [QUESTION] }, picked(["do", "stand"]), ROOT, { short: true })
  assert.deepEqual(
    short.map(([name]) => name),
    ["imsmanifest.xml", "links/link.start.xml", "links/link.greet.xml"],
  )
  const apart = cartridge(data, { greet: [QUESTION, { ...QUESTION, id: "q2" }] }, picked(["quiz"]), ROOT, { apart: true }).slice(2)
  assert.deepEqual(
    apart.map(([name, text]) => [name, text.split(":")[0], text.match(/right=\S+?,/g)]),
    ["q1", "q2"].map(id => [`quizzes/quiz.greet.${id}.xml`, `quiz.greet.${id}`, [`right=${id}-2,`]]),
  )
})

test("a SCORM package keeps the sections chosen and their sources, or all where only the quiz was", () => {
  const unit = {
    id: "greet",
    title: "Greet",
    shown: "Greet",
    quiz: "<q>",
    sections: [
      ["do", "<do>"],
      ["why", "<why>"],
      ["sources", "<sources>"],
    ],
  }
  const player = { name: "Book", fixed: {}, templates: { manifest: "@id@", page: "@UNITS@", unit: "@SECTIONS@@QUIZ@" } }
  const page = ids => scorm(player, [{ unit, ids: new Set(ids) }], ROOT)[1][1]
  assert.equal(page(["do"]), "<do><sources>")
  assert.equal(page(["quiz"]), "<do><why><sources><q>")
  const both = scorm(
    player,
    [unit, { ...unit, id: "listen" }].map(one => ({ unit: one, ids: new Set(["do"]) })),
    ROOT,
  )
  assert.equal(both[0][1], "handbook.scorm.choice")
})

test("an archive lists each file with its size, its checksum and where it begins", () => {
  const bytes = zip([
    ["a.txt", "hello"],
    ["é.txt", ""],
  ])
  const view = new DataView(bytes.buffer)
  const end = bytes.length - 22
  assert.equal(view.getUint32(end, true), 0x06054b50)
  assert.equal(view.getUint16(end + 10, true), 2)
  const first = view.getUint32(end + 16, true)
  assert.equal(view.getUint32(first, true), 0x02014b50)
  assert.equal(view.getUint32(first + 16, true), 0x3610a686, "the CRC-32 of hello")
  assert.equal(view.getUint32(first + 24, true), 5)
  const second = first + 46 + "a.txt".length
  const at = view.getUint32(second + 42, true)
  assert.equal(view.getUint32(at, true), 0x04034b50)
  assert.equal(new TextDecoder().decode(bytes.slice(at + 30, at + 30 + view.getUint16(at + 26, true))), "é.txt")
  assert.deepEqual(zip([["a.txt", "hello"]]), zip([["a.txt", "hello"]]))
})
