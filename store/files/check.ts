/** Whether what came in may be kept, by what it is and not by what it is called; and in what form. */

import { fileTypeFromBuffer } from 'file-type'
import { type FileRefusal, type Kind, kinds, limits, type Type } from './kinds.ts'
import { checkOffice } from './office.ts'
import { checkPdf } from './pdf.ts'
import { remakePhoto } from './photo.ts'
import type { Scanner } from './scan.ts'
import type { Source } from './spool.ts'

/** What is to be kept: the bytes, and of a photo a small preview. */
export type Checked = {
  type: Type
  kind: Kind
  size: number
  stream(): AsyncIterable<Uint8Array>
  preview?: Buffer
}

const HEAD = 4_100

/** Checks, cheapest first, and makes photos anew. The scanner sees what came, before any decoder does. */
export async function check(
  source: Source,
  scanner: Scanner | undefined,
): Promise<Checked | { refusal: FileRefusal }> {
  if (source.size === 0) return { refusal: 'empty' }
  if (source.size > limits.size) return { refusal: 'too-large' }
  const looks = await looksLike(source)
  if (typeof looks === 'object') return looks
  if (scanner) {
    const verdict = await scanner.scan(source.stream())
    if (verdict !== 'clean') return { refusal: verdict === 'infected' ? 'infected' : 'scanner-away' }
  }
  if (looks === 'photo') {
    const photo = await remakePhoto(await source.read(0, source.size))
    if ('refusal' in photo) return photo
    const { type, bytes, preview } = photo
    return { type, kind: 'photo', size: bytes.length, stream: () => once(bytes), preview }
  }
  const found = looks === 'office' ? await checkOffice(source) : await pdf(source)
  if ('refusal' in found) return found
  return { type: found.type, kind: kinds[found.type], size: source.size, stream: () => source.stream() }
}

async function looksLike(source: Source): Promise<'photo' | 'pdf' | 'office' | { refusal: FileRefusal }> {
  const head = await source.read(0, HEAD)
  // It reads on into what it takes for a container; in a head that was cut it may run into the end.
  const mime = await fileTypeFromBuffer(head).then(
    (found) => found?.mime as string | undefined,
    () => undefined,
  )
  if (mime === 'application/pdf') return 'pdf'
  if (mime === 'image/jpeg' || mime === 'image/png' || mime === 'image/webp') return 'photo'
  if (mime !== undefined && /^image\/(?:hei[cf]|avif)/.test(mime)) return { refusal: 'heic' }
  if (mime === 'application/x-cfb') return { refusal: 'old-office' }
  if (mime !== undefined && /macroenabled/i.test(mime)) return { refusal: 'macros' }
  const isZip = head.length > 4 && head.readUInt32BE(0) === 0x504b0304
  if (isZip && (mime === undefined || /zip$|openxmlformats|opendocument/.test(mime))) return 'office'
  return { refusal: 'unknown-kind' }
}

async function pdf(source: Source): Promise<{ type: Type } | { refusal: FileRefusal }> {
  const refusal = await checkPdf(source)
  return refusal ? { refusal } : { type: 'application/pdf' }
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
