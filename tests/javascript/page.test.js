import assert from "node:assert/strict"
import test from "node:test"
import { fileOf } from "../../overrides/assets/js/edit-file.js"
import { escapeMarkdown, escapeXml } from "../../overrides/assets/js/escape.js"
import { fingerprint } from "../../overrides/assets/js/fingerprint.js"
import { position } from "../../overrides/assets/js/float-position.js"
import { plain } from "../../overrides/assets/js/plain.js"
import { citation, frame, link, markdown } from "../../overrides/assets/js/share/texts.js"

test("each part of a page is edited in the file that it is written in", () => {
  const page = "rapport/greet.md"
  const on = (part, article = true) => fileOf({ page, article, id: "", ...part })
  assert.equal(on({ id: "why" }), page)
  assert.equal(on({ id: "do" }), "_data/checklists/greet.yml")
  assert.equal(on({ id: "sources" }), "_data/references")
  assert.equal(on({ id: "do" }, false), page)
  assert.equal(on({ id: "greet.stand", item: "greet/stand" }), "_data/checklists/greet.yml")
  assert.equal(on({ id: "quiz-1", question: true }), "_data/quizzes/greet.yml")
  assert.equal(fileOf({ page: "reference/glossary.md", article: false, id: "trust" }), "_data/glossary.yml")
})

test("text is escaped for what it is written into", () => {
  assert.equal(escapeXml(`<a b="c">'&amp;`), "&lt;a b=&quot;c&quot;&gt;&#x27;&amp;amp;")
  assert.equal(escapeXml("a < b > c", /</g), "a &lt; b > c")
  assert.equal(escapeMarkdown("[*a_b*](c) `d` <e> \\"), "\\[\\*a\\_b\\*\\](c) \\`d\\` \\<e\\> \\\\")
})

test("a fingerprint stays as it is, or every tick on every device is lost", () => {
  assert.equal(fingerprint(""), "45h")
  assert.notEqual(fingerprint("Say your name."), fingerprint("Say your names."))
  assert.equal(fingerprint("Say “hello” 👋"), "10ptcg6")
})

test("a box floats below its opener, above where it does not fit, and always within the window", () => {
  const box = { width: 200, height: 100 }
  const window = { width: 320, height: 500 }
  assert.deepEqual(position(box, { left: 20, top: 30, bottom: 50 }, window), { left: 20, top: 54 })
  assert.deepEqual(position(box, { left: 20, top: 450, bottom: 470 }, window), { left: 20, top: 346 })
  assert.deepEqual(position(box, { left: 300, top: 60, bottom: 480 }, window), { left: 112, top: 8 })
  assert.equal(position({ width: 400, height: 10 }, { left: 0, top: 0, bottom: 9 }, window).left, 8)
})

test("lists are narrowed without regard to accents and capitals", () => {
  assert.equal(plain("Émile ÅKESSON"), "emile akesson")
})

const SECTION = { site: "The Book", page: "Say [sorry]", name: "What to do.", url: "https://hb.example/sorry/?a=1&b=2#do" }

test("a section is copied as a link, as Markdown, as a frame", () => {
  assert.equal(link(SECTION), SECTION.url)
  assert.equal(markdown(SECTION), "[Say \\[sorry\\]: What to do](https://hb.example/sorry/?a=1&b=2#do)")
  assert.match(
    frame({ ...SECTION, page: 'Say "<sorry>"' }),
    /src="https:\/\/hb\.example\/sorry\/\?a=1&amp;b=2#do" title="Say &quot;&lt;sorry>&quot;: What to do"/,
  )
})

test("a citation names what is known and leaves out the rest", () => {
  const today = new Date(2026, 10, 5)
  assert.equal(citation(SECTION, today), `The Book [Internet]. Say [sorry]: What to do [cited 2026 Nov 5]. Available from: ${SECTION.url}`)
  const whole = citation({ ...SECTION, version: "abc", checked: "2026-01-31" }, today)
  assert.match(whole, /What to do; version abc \[evidence checked 2026 Jan 31; cited 2026 Nov 5\]/)
})
