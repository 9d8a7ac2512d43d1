/**
 * Files on their way, kept under a key of their own until the matter is raised that they belong to, or until they
 * expire. receive.ts takes in their bytes, attach.ts gives them to the matter.
 */

import { createHash, randomBytes } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { now } from '../clock.ts'
import type { Store } from '../database.ts'
import { keyRow, newCaseKey } from '../letters.ts'
import type { Files } from './files.ts'
import { type Kept, listFiles } from './keep.ts'
import { type FileRefusal, limits } from './kinds.ts'
import { received } from './spool.ts'
import { sweepFiles } from './sweep.ts'
import { readUploadToken } from './token.ts'

/** Why nothing can be sent. */
export type UploadRefusal = 'token-ended' | 'too-many-files' | 'storage-full' | 'empty' | 'too-large'

/**
 * `coming`: not all of it is here. `waiting`: it is, and the virus scanner is away. Then it is `kept` or `refused`.
 */
export type Upload = {
  id: string
  state: 'coming' | 'waiting' | 'kept' | 'refused'
  length: number
  /** How much of it is here. */
  offset: number
  /** Unix seconds. */
  expiresAt: number
  refusal?: FileRefusal
  kept?: Kept
}

/** Bytes that must stay free on the disk. */
const RESERVE = 2 ** 30
/** Refused ones do not count against what a person may send, but nobody may try for ever. */
const TRIES = 40

export const subjectOf = (id: string) => `upload/${id}`

/**
 * Begins an upload of `length` bytes. Begun again with the same `key`, it is the same one: whoever did not hear the answer,
 * or chose the same file once more, goes on where it stands.
 */
export async function beginUpload(
  store: Store,
  files: Files,
  { token, length, key }: { token: string; length: number; key?: string },
): Promise<Upload | { refusal: UploadRefusal }> {
  const read = readUploadToken(files.master, token)
  if (!read) return { refusal: 'token-ended' }
  if (length <= 0) return { refusal: 'empty' }
  if (length > limits.size) return { refusal: 'too-large' }
  const { bavail, bsize } = await statfs(files.spool.folder)
  if (bavail * bsize < RESERVE + length) return { refusal: 'storage-full' }

  const { hash, expiresAt } = read
  const id = key === undefined ? randomBytes(16).toString('base64url') : idOf(token, length, key)
  return store.db.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(hashtext('goc upload'), hashtext(${hash.toString('hex')}))`.execute(
      db,
    )
    const known = await db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst()
    if (known) return standing({ ...store, db }, files, known)
    const { all, open, bytes } = await db
      .selectFrom('upload')
      .select(({ fn }) => [
        fn.countAll<number>().as('all'),
        sql<number>`count(*) filter (where state <> 'refused')`.as('open'),
        sql<number>`coalesce(sum(length) filter (where state <> 'refused'), 0)::bigint`.as('bytes'),
      ])
      .where('token', '=', hash)
      .executeTakeFirstOrThrow()
    if (open >= limits.files || all >= TRIES || bytes + length > limits.total)
      return { refusal: 'too-many-files' as const }
    const subject = subjectOf(id)
    await db
      .insertInto('caseKey')
      .values(keyRow(files.master, newCaseKey(subject)))
      .execute()
    // The trigger dooms it with the upload's row.
    await db
      .insertInto('stored')
      .values({ key: `spool/${id}`, doomedAt: null })
      .execute()
    await db
      .insertInto('upload')
      .values({ id, token: hash, subject, length, state: 'coming', refusal: null, expiresAt })
      .execute()
    return { id, state: 'coming' as const, length, offset: 0, expiresAt }
  })
}

/** Found again by whoever has the token, and guessed by nobody else. */
const idOf = (token: string, length: number, key: string): string =>
  createHash('sha256')
    .update(`goc/upload/v1\0${token}\0${length}\0${key}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url')

/** How an upload stands; undefined when it is unknown, expired or taken back. */
export async function findUpload(
  store: Store,
  files: Files,
  id: string,
  at = now(),
): Promise<Upload | undefined> {
  const row = await store.db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || row.expiresAt <= at) return undefined
  return standing(store, files, row)
}

async function standing(
  store: Pick<Store, 'db'>,
  files: Files,
  row: {
    id: string
    state: Upload['state']
    length: number
    refusal: string | null
    expiresAt: number
    subject: string
  },
): Promise<Upload> {
  const { id, state, length, refusal, expiresAt } = row
  const offset = state === 'coming' ? await received(files.spool, id) : length
  const kept = state === 'kept' ? (await listFiles(store.db, row.subject))[0] : undefined
  return {
    id,
    state,
    length,
    offset,
    expiresAt,
    ...(refusal !== null && { refusal: refusal as FileRefusal }),
    ...(kept && { kept }),
  }
}

/** The uploads of a token, in the order they were begun. */
export async function listUploads(store: Store, files: Files, token: string): Promise<Upload[]> {
  const read = readUploadToken(files.master, token)
  if (!read) return []
  const rows = await store.db
    .selectFrom('upload')
    .selectAll()
    .where('token', '=', read.hash)
    .orderBy('n')
    .execute()
  return Promise.all(rows.map((row) => standing(store, files, row)))
}

/** Takes an upload back: its key, then its bytes. */
export async function dropUpload(store: Store, files: Files, id: string): Promise<void> {
  await store.db.deleteFrom('caseKey').where('subject', '=', subjectOf(id)).execute()
  await sweepFiles(store, files)
}
