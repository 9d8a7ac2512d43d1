/** Attaches what was uploaded to the matter that was raised with it. */

import { buffer } from 'node:stream/consumers'
import type { Store } from '../database.ts'
import type { Files } from './files.ts'
import { type Kept, keepChecked, keptOf, openFile } from './keep.ts'
import { kinds } from './kinds.ts'
import { settleUpload } from './receive.ts'
import { sweepFiles } from './sweep.ts'
import { readUploadToken } from './token.ts'
import { listUploads } from './uploads.ts'

/** Why nothing was attached: a file is not whole yet, or could not be scanned yet. */
export type AttachRefusal = 'still-coming' | 'scanner-away' | 'token-ended'

/**
 * Seals the uploads of this token with the case's own key, as its next files. Asked again, it gives the same again. The
 * uploads stay as they are until `endUploads`: call that when the acts that carry the commitments are in.
 */
export async function attachUploads(
  store: Store,
  files: Files,
  { token, subject }: { token: string; subject: string },
): Promise<{ files: Kept[] } | { refusal: AttachRefusal }> {
  if (!readUploadToken(files.master, token)) return { refusal: 'token-ended' }
  const kept: Kept[] = []
  for (let upload of await listUploads(store, files, token)) {
    if (upload.state === 'waiting' || (upload.state === 'coming' && upload.offset === upload.length))
      upload = (await settleUpload(store, files, upload.id)) ?? upload
    if (upload.state === 'coming') return { refusal: 'still-coming' }
    if (upload.state === 'waiting') return { refusal: 'scanner-away' }
    if (upload.state === 'kept') kept.push(await attach(store, files, subject, upload.id))
  }
  return { files: kept }
}

async function attach(store: Store, files: Files, subject: string, id: string): Promise<Kept> {
  const rows = await store.db.selectFrom('file').selectAll().where('subject', '=', subject).execute()
  const done = rows.find(({ upload }) => upload === id)
  if (done) return keptOf(done)
  const from = { subject: `upload/${id}`, i: 0 }
  const file = await openFile(store, files, from)
  if (!file) throw new Error('an upload that was kept is gone')
  const preview = await openFile(store, files, { ...from, preview: true })
  const { type, size, stream } = file
  const checked = {
    type,
    kind: kinds[type],
    size,
    stream: () => stream,
    ...(preview && { preview: await buffer(preview.stream) }),
  }
  const i = rows.reduce((next, row) => Math.max(next, row.i + 1), 0)
  return keepChecked(store, files, { subject, i, checked, upload: id })
}

/** Erases the uploads of this token, attached or not. */
export async function endUploads(store: Store, files: Files, token: string): Promise<void> {
  const read = readUploadToken(files.master, token)
  if (!read) return
  await store.db
    .deleteFrom('caseKey')
    .where('subject', 'in', (query) =>
      query.selectFrom('upload').select('upload.subject').where('token', '=', read.hash),
    )
    .execute()
  await sweepFiles(store, files)
}
