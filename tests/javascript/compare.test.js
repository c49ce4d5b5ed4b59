import assert from "node:assert/strict"
import test from "node:test"
import { deflateRawSync } from "node:zlib"
import { below, readFile, readText } from "../../overrides/assets/js/compare/old-file.js"
import { compared } from "../../overrides/assets/js/compare/table.js"
import { Unreadable, unzip } from "../../overrides/assets/js/compare/unzip.js"
import { checksum, zip } from "../../overrides/assets/js/pick/zip.js"

const SITE = "https://hb.example/%C3%BCbung/"

/** A ZIP as zip() makes it, with its one entry packed by deflate. */
function deflated(name, content) {
  const packed = deflateRawSync(content)
  const bytes = Buffer.from(zip([[name, "x".repeat(packed.length)]]))
  const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  packed.copy(bytes, 30 + name.length)
  for (const at of [0, central]) {
    const offset = at ? at + 10 : 8
    bytes.writeUInt16LE(8, offset)
    bytes.writeUInt32LE(checksum(content), offset + 6)
  }
  return bytes
}

const bufferOf = bytes => Uint8Array.from(bytes).buffer

test("a packed and a stored file come out as they went in", async () => {
  const long = Buffer.from("é and more ".repeat(5000))
  assert.equal(await unzip(bufferOf(deflated("a.txt", long))).text("a.txt"), long.toString())
  assert.equal(await unzip(bufferOf(zip([["é.txt", "hello"]]))).text("é.txt"), "hello")
})

const spoiled = (at, bytes = deflated("imsmanifest.xml", Buffer.from("<a>" + "b".repeat(300)))) => {
  bytes[at] ^= 0xff
  return bytes
}
const BAD = {
  "nothing but two letters": [Buffer.from("PK"), /damaged or cut off/],
  "cut off": [zip([["imsmanifest.xml", "<a/>"]]).slice(0, -30), /damaged or cut off/],
  "cut off in front": [zip([["imsmanifest.xml", "<a/>"]]).slice(20), /neither a course pack/],
  "spoiled packed bytes": [spoiled(50), /damaged or cut off/],
  "a spoiled checksum": [spoiled(32, Buffer.from(zip([["imsmanifest.xml", "<a/>"]])).fill(1, 46, 48)), /without|damaged/],
  "no manifest": [zip([["a.txt", "a"]]), /without “imsmanifest\.xml”/],
  "more inside than it may be": [deflated("imsmanifest.xml", Buffer.alloc(20_000_001)), /more than 20 MB/],
  "a document type": [zip([["imsmanifest.xml", "<!DOCTYPE a><a/>"]]), /no plain XML/],
  "no text": [Uint8Array.of(0xff, 0xfe, 0x00), /neither a course pack/],
  nothing: [new Uint8Array(), /neither a course pack/],
  "other JSON": [Buffer.from('{"addresses": 3}'), /JSON, but no permalinks/],
  "addresses of nobody": [Buffer.from('{"addresses": [{"address": "<mark>", "version": "00000000"}]}'), /addresses or versions that no file/],
}
for (const [name, [bytes, told]] of Object.entries(BAD))
  test(`a file that cannot be used is refused in plain words: ${name}`, async () => {
    await assert.rejects(readFile(new Blob([bytes]), [SITE]), error => error instanceof Unreadable && told.test(error.message))
  })

test("a file of 500 MB is refused before it is read", async () => {
  const huge = { size: 500_000_000, slice: assert.fail, arrayBuffer: assert.fail }
  await assert.rejects(readFile(huge, [SITE]), /larger than 50 MB/)
})

test("what the system does not let the page read, such as a folder, is refused in plain words", async () => {
  const folder = { size: 4096, arrayBuffer: () => Promise.reject(new DOMException("", "NotReadableError")) }
  await assert.rejects(readFile(folder, [SITE]), error => error instanceof Unreadable && /not a folder/.test(error.message))
})

test("a link is told from one that leads elsewhere, and cleaned of what its address does not need", () => {
  const cases = {
    "https://hb.example/%C3%BCbung/rapport/greet/#say": "rapport/greet/#say",
    "http://hb.example/übung/rapport/greet?embed=1#say": "rapport/greet/#say",
    "https://hb.example/%C3%BCbung/rapport/greet/index.html#:~:text=hello": "rapport/greet/",
    "https://hb.example/%C3%BCbung": "",
    "https://hb.example/other/": null,
    "https://elsewhere.example/%C3%BCbung/": null,
    "https://hb.example/%C3%BCbung/%zz/": null,
  }
  for (const [url, address] of Object.entries(cases)) assert.equal(below(url, SITE), address, url)
})

test("links are found in text, Markdown and HTML, each once and others whole, and a text without any is refused with their number", () => {
  const at = `${SITE}rapport/greet/`
  const text = `Read ${at}#say. And [this](${at}#do), <a href="${at}#do">that</a>; https://elsewhere.example/.`
  assert.deepEqual(
    readText(text, [SITE]).map(one => one.address),
    ["rapport/greet/#say", "rapport/greet/#do", "https://elsewhere.example/"],
  )
  assert.deepEqual(
    readText(`<a href\\="${SITE.replace(":", "\\:")}rapport/greet/\\#say">`, [SITE]).map(one => one.address),
    ["rapport/greet/#say"],
  )
  assert.throws(() => readText("see https://elsewhere.example/ and rubbish", [SITE]), /Links to other sites: 1\./)
})

const declared = (date, kind, version, items) => ({ date, kind, version, summary: `${kind} ${version}`, ...(items ? { items } : {}) })
const TABLE = {
  site: SITE,
  addresses: [
    { address: "a/", title: "A", status: "current", version: "00000003", advice: "aaaaaaaa" },
    { address: "a/#do", title: "Do", status: "current", version: "00000002", advice: "bbbbbbbb" },
    { address: "a/#say", title: "Say", status: "current", version: "00000009" },
    { address: "old/#say", title: "Say", status: "moved", now: "a/#say", version: "00000009" },
    { address: "lost/", title: "", status: "gone", now: "" },
  ],
  changes: {
    "a/": [
      declared("2026-01-01", "published", "00000001"),
      declared("2026-02-01", "advice", "00000002", ["one"]),
      declared("2026-03-01", "editorial", "00000003"),
    ],
  },
}
const old = (address, version = "", advice = null) => ({ address, version, advice, site: "" })
const said = (listed, since = "") => compared(TABLE, listed, since).map(one => [one.address, one.status, one.text, one.changes.length])

test("by versions each address is the same, edited, changed in its advice, moved or gone, the gravest first", () => {
  const listed = [
    old("a/", "00000002", "aaaaaaaa"),
    old("a/#do", "00000001", "cccccccc"),
    old("a/#say", "00000009", ""),
    old("old/#say", "00000008", ""),
    old("lost/", "00000001", ""),
    old("never/", "00000001", ""),
  ]
  assert.deepEqual(said(listed), [
    ["lost/", "gone", "gone", 0],
    ["never/", "gone", "gone", 0],
    ["old/#say", "moved", "editorial", 3],
    ["a/#do", "advice changed", "advice changed", 1],
    ["a/", "editorial", "editorial", 1],
    ["a/#say", "same", "same", 0],
  ])
})

test("where the advice is not told, as in a SCORM package, a declared change of any item counts", () => {
  assert.deepEqual(said([old("a/", "00000001")]), [["a/", "advice changed", "advice changed", 2]])
  assert.deepEqual(said([old("a/", "00000002")]), [["a/", "editorial", "editorial", 1]])
  assert.deepEqual(said([old("a/", "00000003")]), [["a/", "same", "same", 0]])
})

test("a link goes by the day, or is only said to be there", () => {
  assert.deepEqual(said([old("a/#say")]), [["a/#say", "there", "there", 0]])
  assert.deepEqual(said([old("a/#say")], "2026-02-01"), [["a/#say", "advice changed", "advice changed", 2]])
  assert.deepEqual(said([old("a/#say")], "2026-02-02"), [["a/#say", "editorial", "editorial", 1]])
  assert.deepEqual(said([old("a/#say")], "2026-03-02"), [["a/#say", "same", "same", 0]])
})

test("nothing is said of addresses none of which was ever here", () => {
  assert.deepEqual(said([old("other/", "00000001")]), [])
})
