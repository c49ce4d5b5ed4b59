// A ZIP file whose entries are stored as they are, each with its size and checksum in front of it, as every reader takes it.
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})
const EARLIEST = 0x210000 // 1 January 1980, so that the same content gives the same bytes

/**
 * The bytes of an archive.
 * @param {[name: string, text: string][]} files
 */
export function zip(files) {
  /** @type {Uint8Array[]} */
  const parts = []
  /** @type {Uint8Array[]} */
  const directory = []
  let at = 0
  for (const [name, text] of files) {
    const [title, content] = [name, text].map(one => new TextEncoder().encode(one))
    const size = content.length
    const common = [...shorts(20, 0x800, 0), ...longs(EARLIEST, checksum(content), size, size), ...shorts(title.length, 0)]
    const head = Uint8Array.from([...longs(0x04034b50), ...common])
    directory.push(Uint8Array.from([...longs(0x02014b50), ...shorts(20), ...common, ...shorts(0, 0, 0), ...longs(0, at)]), title)
    parts.push(head, title, content)
    at += head.length + title.length + content.length
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0)
  const count = files.length
  const end = [...longs(0x06054b50), ...shorts(0, 0, count, count), ...longs(size, at), ...shorts(0)]
  return join([...parts, ...directory, Uint8Array.from(end)])
}

/** @type {(...numbers: number[]) => Uint8Array} numbers of two bytes each, which every browser's machine has in little-endian order */
const shorts = (...numbers) => new Uint8Array(Uint16Array.from(numbers).buffer)

/** @type {(...numbers: number[]) => Uint8Array} numbers of four bytes each */
const longs = (...numbers) => new Uint8Array(Uint32Array.from(numbers).buffer)

/**
 * The CRC-32 of bytes.
 * @param {Uint8Array} content
 */
export function checksum(content) {
  let value = ~0
  for (const byte of content) value = (value >>> 8) ^ TABLE[(value ^ byte) & 255]
  return ~value >>> 0
}

/** @param {Uint8Array[]} parts */
export function join(parts) {
  const all = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
