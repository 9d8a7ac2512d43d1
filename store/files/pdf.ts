/**
 * A PDF is kept as it came, signatures and all, so it is only looked at: that it begins and ends as one, and is nothing
 * else besides. What it may do when opened is held off by how it is served (headers.ts) and by the scanner.
 */

import type { FileRefusal } from './kinds.ts'
import type { Source } from './spool.ts'

/** How much may follow the last mark of the end: line ends, and what old printers leave. */
const TAIL = 2_048
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1')
/** A zip's last record with the longest comment. */
const ZIP_TAIL = 65_557

/** Why it is not kept; undefined when it may be. */
export async function checkPdf(source: Source): Promise<FileRefusal | undefined> {
  const { size } = source
  const head = (await source.read(0, 1_024)).toString('latin1')
  if (!/^%PDF-[12]\.\d[\s\x80-\xff%]/.test(head)) return 'damaged'
  const tail = await source.read(Math.max(0, size - TAIL), size)
  const end = tail.lastIndexOf('%%EOF')
  if (end < 0 || !/startxref\s+\d+\s+$/.test(tail.toString('latin1', 0, end))) return 'damaged'
  if (!/^[\s\0]*$/.test(tail.toString('latin1', end + 5))) return 'two-in-one'
  // A zip is read from its end, a PDF from both: the same bytes could be either.
  if (endsAsZip(await source.read(Math.max(0, size - ZIP_TAIL), size))) return 'two-in-one'
  // What a browser that guessed would take for a page.
  if (/<(?:!doctype|html|script|svg|body|iframe)\b/i.test(head)) return 'two-in-one'
  return undefined
}

function endsAsZip(tail: Buffer): boolean {
  for (let at = tail.lastIndexOf(ZIP_END); at >= 0; at = at > 0 ? tail.lastIndexOf(ZIP_END, at - 1) : -1)
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) >= tail.length) return true
  return false
}
