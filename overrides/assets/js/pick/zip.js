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
    /** @type {Field[]} */
    const common = [
      [20, 2],
      [0x800, 2],
      [0, 2],
      [EARLIEST, 4],
      [checksum(content), 4],
      [content.length, 4],
      [content.length, 4],
      [title.length, 2],
      [0, 2],
    ]
    directory.push(bytes([[0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), title)
    const head = bytes([[0x04034b50, 4], ...common])
    parts.push(head, title, content)
    at += head.length + title.length + content.length
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0)
  const count = files.length
  return join([
    ...parts,
    ...directory,
    bytes([
      [0x06054b50, 4],
      [0, 2],
      [0, 2],
      [count, 2],
      [count, 2],
      [size, 4],
      [at, 4],
      [0, 2],
    ]),
  ])
}

/**
 * Numbers in little-endian order.
 * @typedef {[number: number, width: number]} Field with its width in bytes
 * @param {Field[]} fields
 */
function bytes(fields) {
  return Uint8Array.from(fields.flatMap(([value, width]) => Array.from({ length: width }, (_, index) => (value >>> (8 * index)) & 255)))
}

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
function join(parts) {
  const all = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
