/**
 * Office documents are zips of XML. They are kept as they came; what is looked at is that one is what it says, unpacks to
 * no more than it may, and runs nothing by itself.
 */

import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { type FileRefusal, limits, type Type } from './kinds.ts'
import type { Source } from './spool.ts'

type Found = { type: Type } | { refusal: FileRefusal }

const ODT = 'application/vnd.oasis.opendocument.text'
const OOXML = 'application/vnd.openxmlformats-officedocument'
const LONGEST_XML = 2_000_000

class SourceReader extends RandomAccessReader {
  #source: Source
  constructor(source: Source) {
    super()
    this.#source = source
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#source.stream(start, end), { objectMode: false })
  }
}

/** What kind of office document it is, or why it is not kept. */
export async function checkOffice(source: Source): Promise<Found> {
  let zip: ZipFile
  try {
    zip = await fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
      lazyEntries: true,
      autoClose: false,
    })
  } catch {
    return { refusal: 'damaged' }
  }
  if (zip.comment !== '') return { refusal: 'two-in-one' }
  if (zip.entryCount > limits.parts) return { refusal: 'unpacks-too-large' }
  try {
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    return whyNotByNames(entries) ?? (await unpack(zip, entries))
  } catch {
    // A name that leads out of the folder, a header or a length that lies, a part cut off.
    return { refusal: 'damaged' }
  }
}

/** What the table of contents tells already. */
function whyNotByNames(entries: Entry[]): { refusal: FileRefusal } | undefined {
  const inOrder = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  if (inOrder[0]?.relativeOffsetOfLocalHeader !== 0) return { refusal: 'two-in-one' }
  // Two parts of one name: one program opens the first, another the second.
  if (new Set(entries.map(({ fileName }) => fileName.toLowerCase())).size < entries.length)
    return { refusal: 'two-in-one' }
  // Parts that lie in each other unpack to far more than there is.
  for (const [n, entry] of inOrder.entries()) {
    const next = inOrder[n + 1]?.relativeOffsetOfLocalHeader ?? Number.POSITIVE_INFINITY
    if (entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize > next)
      return { refusal: 'unpacks-too-large' }
  }
  const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  if (unpacked > limits.unpacked) return { refusal: 'unpacks-too-large' }
  if (entries.some((entry) => entry.isEncrypted())) return { refusal: 'locked' }
  const runs =
    /(?:^|\/)(?:vbaProject|vbaData|activeX\d*|attachedToolbars)\.(?:bin|xml)$|^(?:Basic|Scripts)\//i
  if (entries.some(({ fileName }) => runs.test(fileName))) return { refusal: 'macros' }
  return undefined
}

/** Unpacks every part once, into nothing, so that no length or sum in it lies. */
async function unpack(zip: ZipFile, entries: Entry[]): Promise<Found> {
  const texts = new Map<string, string>()
  for (const entry of entries) {
    const wanted =
      /^(?:mimetype|\[Content_Types\]\.xml|META-INF\/manifest\.xml|word\/_rels\/settings\.xml\.rels)$/.test(
        entry.fileName,
      )
    if (wanted && entry.uncompressedSize > LONGEST_XML) return { refusal: 'damaged' }
    const kept: Buffer[] = []
    let sum = 0
    for await (const part of await zip.openReadStreamPromise(entry)) {
      sum = crc32(part as Buffer, sum)
      if (wanted) kept.push(part as Buffer)
    }
    if (sum !== entry.crc32) return { refusal: 'damaged' }
    if (wanted) texts.set(entry.fileName, Buffer.concat(kept).toString('utf8'))
  }
  return judge(texts)
}

function judge(texts: ReadonlyMap<string, string>): Found {
  if (texts.get('mimetype') === ODT) {
    // A password in ODF leaves the zip open and encrypts its parts.
    return /encryption-data/.test(texts.get('META-INF/manifest.xml') ?? '')
      ? { refusal: 'locked' }
      : { type: ODT }
  }
  const types = texts.get('[Content_Types].xml') ?? ''
  if (/macroEnabled/i.test(types)) return { refusal: 'macros' }
  // A template from elsewhere is fetched, with its macros, when the document is opened.
  const settings = texts.get('word/_rels/settings.xml.rels') ?? ''
  if (
    /attachedTemplate/.test(settings) &&
    /Target\s*=\s*["'](?:https?:|ftp:|\\\\|file:\/\/\w)/i.test(settings)
  )
    return { refusal: 'macros' }
  for (const kind of ['wordprocessingml.document', 'spreadsheetml.sheet'] as const)
    if (types.includes(`${OOXML}.${kind}.main+xml`)) return { type: `${OOXML}.${kind}` }
  return { refusal: 'unknown-kind' }
}
