/** For tests: real files of every kind, good and hostile, and a place to keep them. */

import { Readable } from 'node:stream'
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import type { Source } from '../spool.ts'

/** Words that must be found nowhere once they were erased or removed. */
export const CANARY = 'Chim-Hoang-Yen-7f3a'

/** A photo as a phone makes it: on its side, with the place, the camera, the owner's name, and a comment. */
export async function phonePhoto({
  width = 1_200,
  height = 800,
  format = 'jpeg' as 'jpeg' | 'png' | 'webp',
} = {}) {
  const pixels = Buffer.alloc(width * height * 3)
  // The upper half is red, so that turning it can be seen.
  for (let at = 0; at < pixels.length; at += 3) {
    const red = at < pixels.length / 2
    pixels.set([red ? 230 : 30, 40 + (at % 61), red ? 40 : 220], at)
  }
  const taken = sharp(pixels, { raw: { width, height, channels: 3 } })
    .withExif({
      IFD0: { Make: `Camera ${CANARY}`, Artist: `Nguyễn ${CANARY}`, Orientation: '6' },
      IFD2: { UserComment: CANARY },
      IFD3: { GPSLatitude: '20/1 48/1 30/1', GPSLatitudeRef: 'N', GPSMapDatum: CANARY },
    })
    .withMetadata({ orientation: 6 })
    .withXmp(`<?xpacket begin="" id="${CANARY}"?><x:xmpmeta xmlns:x="adobe:ns:meta/"/><?xpacket end="w"?>`)
    .withIccProfile('p3')
  return taken[format]().toBuffer()
}

/** A PNG that says it is this large and holds next to nothing. */
export function pngBomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(Buffer.alloc(1_000_000), { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(name: string, bytes: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), bytes])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(bytes.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PDF of one page that says `text`, with an author. */
export function pdf(text = CANARY): Buffer {
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R >>',
    `<< /Length ${text.length + 40} >>\nstream\nBT /F1 12 Tf 20 100 Td (${text}) Tj ET\nendstream`,
    `<< /Author (${CANARY}) >>`,
  ]
  let body = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
  const offsets = parts.map((part, n) => {
    const at = body.length
    body += `${n + 1} 0 obj\n${part}\nendobj\n`
    return at
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<< /Size 6 /Root 1 0 R /Info 5 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(`${body}xref\n0 6\n0000000000 65535 f \n${table}${trailer}`, 'latin1')
}

const main = {
  docx: ['word/document.xml', 'wordprocessingml.document.main+xml'],
  xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet.main+xml'],
  docm: ['word/document.xml', 'wordprocessingml.document.macroEnabled.main+xml'],
} as const

/** An Office document with these further parts; `CANARY` stands in it as it is, for it is not compressed. */
export function office(kind: keyof typeof main, more: Record<string, Uint8Array | string> = {}): Buffer {
  const [part, type] = main[kind]
  const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/></Types>`
  return zip({
    '[Content_Types].xml': types,
    '_rels/.rels': '<?xml version="1.0"?><Relationships/>',
    [part]: `<?xml version="1.0"?><w>${CANARY}</w>`,
    'docProps/core.xml': `<?xml version="1.0"?><creator>${CANARY}</creator>`,
    ...more,
  })
}

export function odt(more: Record<string, string> = {}): Buffer {
  return zip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><text>${CANARY}</text>`,
    'META-INF/manifest.xml': '<?xml version="1.0"?><manifest/>',
    ...more,
  })
}

export type Part = { name: string; body: Buffer; flags?: number; claims?: number; offset?: number }

/** A zip of parts in this order; those of more than 10 kB are compressed. */
export const zip = (parts: Record<string, Uint8Array | string>): Buffer =>
  zipOf(Object.entries(parts).map(([name, body]) => ({ name, body: Buffer.from(body as string) })))

/** The same with what an attacker may write: flags, a size that is not so, the offset of another part. */
export function zipOf(parts: Part[]): Buffer {
  const bodies: Buffer[] = []
  const contents: Buffer[] = []
  let at = 0
  for (const { name, body, flags = 0, claims = body.length, offset = at } of parts) {
    const packed = body.length > 10_000 ? deflateRawSync(body, { level: 9 }) : body
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(flags, 2)
    about.writeUInt16LE(packed === body ? 0 : 8, 4)
    about.writeUInt32LE(crc32(body), 10)
    about.writeUInt32LE(packed.length, 14)
    about.writeUInt32LE(claims, 18)
    about.writeUInt16LE(name.length, 22)
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 'latin1')
    about.copy(entry, 6)
    entry.writeUInt32LE(offset, 42)
    contents.push(entry, Buffer.from(name))
    const local = [Buffer.from('PK\x03\x04', 'latin1'), about, Buffer.from(name), packed]
    bodies.push(...local)
    at += local.reduce((sum, { length }) => sum + length, 0)
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(Buffer.concat(contents).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, ...contents, end])
}

/** Bytes as they come over a network: in parts of uneven length. */
export function coming(bytes: Uint8Array, part = 7_919): Readable {
  return Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += part) yield Buffer.from(bytes.subarray(at, at + part))
    })(),
    { objectMode: false },
  )
}

/** Bytes as if they had come in. */
export const sourceOf = (bytes: Buffer): Source => ({
  size: bytes.length,
  read: async (start, end) => Buffer.from(bytes.subarray(start, end)),
  async *stream(start = 0, end = bytes.length) {
    for (let at = start; at < end; at += 10_007)
      yield Buffer.from(bytes.subarray(at, Math.min(end, at + 10_007)))
  },
})
