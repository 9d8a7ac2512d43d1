/** What may be attached, how large it may be, and every reason why it may not. */

/** Kinds by media type. A photo is made anew before it is kept; a document is kept as it came. */
export const kinds = {
  'image/jpeg': 'photo',
  'image/png': 'photo',
  'image/webp': 'photo',
  'application/pdf': 'document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'document',
  'application/vnd.oasis.opendocument.text': 'document',
} as const

export type Type = keyof typeof kinds
export type Kind = (typeof kinds)[Type]

/** The ending of the name that a file is given when it is served. */
export const endings: Record<Type, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
}

export const isType = (type: string): type is Type => Object.hasOwn(kinds, type)

export const limits = {
  /** Bytes of one file. Not more than clamd takes by default (StreamMaxLength 25M). */
  size: 25 * 2 ** 20,
  /** Pixels of a photo, looked at before any is decoded: the largest that phones make by themselves. */
  pixels: 50_000_000,
  /** The longer side of a photo as it is kept, and of its preview. */
  side: 3_000,
  previewSide: 480,
  /** Files that one person sends for one matter, and their bytes in all. */
  files: 8,
  total: 100 * 2 ** 20,
  /** What an office document may hold when unpacked, and in how many parts. */
  unpacked: 200 * 2 ** 20,
  parts: 5_000,
} as const

/** Why a file is not kept. Each has words in every language (web/src/lib/upload/words.ts). */
export const refusals = [
  'empty',
  'too-large',
  'unknown-kind',
  'heic',
  'old-office',
  'damaged',
  'too-many-pixels',
  'unpacks-too-large',
  'two-in-one',
  'macros',
  'locked',
  'infected',
  'scanner-away',
] as const
export type FileRefusal = (typeof refusals)[number]

/** What the person is told of a file that was kept. */
export type Note = 'metadata-removed' | 'metadata-kept'

/** What is said of a photo or document: its place in the metadata is gone, or stands in it still. */
export const noteOf = (kind: Kind): Note => (kind === 'photo' ? 'metadata-removed' : 'metadata-kept')
