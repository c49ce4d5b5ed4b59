// Reads single files of a ZIP that may come from anywhere: nothing is believed that its bytes do not bear out, and all is bounded.
import { checksum, join } from "../pick/zip.js"

export const LARGEST = 50_000_000
const LARGEST_INSIDE = 20_000_000
const MOST_FILES = 30_000
const PIECE = 16_384
const END = 22 // bytes of the record at the end, without its comment of up to 65,535
const STORED = 0
const DEFLATED = 8

/** A file that cannot be used; its message is for the reader. */
export class Unreadable extends Error {}

/**
 * @typedef {{ method: number, sum: number, packed: number, at: number }} Entry of the directory
 * @param {ArrayBuffer} buffer
 */
export function unzip(buffer) {
  const bytes = new Uint8Array(buffer)
  const view = new DataView(buffer)
  /** @type {Map<string, Entry>} */
  let entries
  try {
    entries = directory(bytes, view)
  } catch (error) {
    if (error instanceof RangeError) throw damaged()
    throw error
  }
  return {
    /** @param {string} name */
    has: name => entries.has(name),
    /**
     * The text of a file.
     * @param {string} name
     */
    async text(name) {
      const entry = entries.get(name)
      if (!entry) throw new Unreadable(`It is a ZIP file without “${name}”, so it is neither a course pack nor a SCORM package.`)
      const content = await unpacked(packed(bytes, view, entry), entry)
      if (checksum(content) !== entry.sum) throw damaged()
      return new TextDecoder().decode(content)
    },
  }
}

const damaged = () => new Unreadable("It is a ZIP file that is damaged or cut off. Load it again from where you keep it.")

/**
 * @param {Uint8Array} bytes
 * @param {DataView} view
 */
function directory(bytes, view) {
  let end = bytes.length - END
  const first = Math.max(0, end - 65_535)
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < first) throw damaged()
  const count = view.getUint16(end + 10, true)
  if (count > MOST_FILES) throw new Unreadable("It holds more than 30,000 files, which no pack of this handbook does.")
  /** @type {Map<string, Entry>} */
  const found = new Map()
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw damaged()
    const [name, extra, comment] = [28, 30, 32].map(offset => view.getUint16(at + offset, true))
    const [sum, packed] = [16, 20].map(offset => view.getUint32(at + offset, true))
    const title = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name))
    found.set(title, { method: view.getUint16(at + 10, true), sum, packed, at: view.getUint32(at + 42, true) })
    at += 46 + name + extra + comment
  }
  return found
}

/**
 * A file's bytes as they stand in the archive.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {DataView} view
 * @param {Entry} entry
 */
function packed(bytes, view, { at, packed }) {
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw damaged()
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (from + packed > bytes.length) throw damaged()
  return bytes.subarray(from, from + packed)
}

/**
 * @param {Uint8Array<ArrayBuffer>} content
 * @param {Entry} entry
 */
async function unpacked(content, { method }) {
  if (method === STORED) return bounded(pieces(content))
  if (method !== DEFLATED) throw new Unreadable("It is a ZIP file packed in a way that this page cannot read.")
  return bounded(pieces(content).pipeThrough(inflater()))
}

/**
 * A stream of small pieces: a browser unpacks each piece whole, to a thousand times its size.
 * @param {Uint8Array<ArrayBuffer>} content
 */
function pieces(content) {
  let at = 0
  /** @param {ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>} to */
  const pull = to => (at < content.length ? to.enqueue(content.subarray(at, (at += PIECE))) : to.close())
  return new ReadableStream({ pull })
}

function inflater() {
  try {
    // eslint-disable-next-line compat/compat -- where it is missing the reader is told what else to do
    return new DecompressionStream("deflate-raw")
  } catch {
    throw new Unreadable("This browser cannot unpack ZIP files. Use a newer one (Safari 16.4, Firefox 113, Chrome 103), or paste links instead.")
  }
}

/**
 * All bytes of a stream up to a limit, whatever was claimed of it.
 * @param {ReadableStream<Uint8Array>} stream
 */
async function bounded(stream) {
  /** @type {Uint8Array[]} */
  const parts = []
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw damaged()
    })
    if (done) break
    parts.push(value)
    size += value.length
    if (size > LARGEST_INSIDE) {
      await reader.cancel()
      throw new Unreadable("A file in it unpacks to more than 20 MB, which none of this handbook does.")
    }
  }
  return join(parts)
}
