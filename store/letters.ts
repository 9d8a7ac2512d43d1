/**
 * Private words. The record holds only commitments to them; erasing a case's key and letters leaves the record
 * whole. Sealed with AES-256-GCM under a key per case; the case keys are wrapped by a master key.
 */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { toBase64url, utf8 } from '@goc/record/bytes.ts'
import { commit, saltFor } from '@goc/record/commitment.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import type { Database } from './database.ts'
import type { MasterKeys } from './keys.ts'

/** Seals `bytes` as nonce ‖ ciphertext ‖ tag, bound to `about`, so that one cannot be put in another's place. */
export function seal(key: Uint8Array, about: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(utf8(about))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Throws when the key is another or a byte was changed. */
export function unseal(key: Uint8Array, about: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    .setAAD(utf8(about))
    .setAuthTag(sealed.subarray(sealed.length - 16))
  return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()])
}

/** Words on their way into the store. `i` counts the words of one kind in one case, from 0. */
export type Words = { kind: string; i: number; text: string; public?: boolean }

export type CaseKey = { subject: string; key: Uint8Array }

/** What an act carries of these words: the base64url of their salted SHA-256 (record.md §4.2). */
export function commitmentTo(
  { key }: CaseKey,
  { kind, i, text }: Pick<Words, 'kind' | 'i' | 'text'>,
): string {
  const salt = saltFor(sha256, key, kind, i)
  return toBase64url(commit(sha256, { kind, salt, bytes: utf8(text.normalize('NFC')) }))
}

export const newCaseKey = (subject: string): CaseKey => ({ subject, key: randomBytes(32) })

/** The keys of these cases; those that have none, or whose words were erased, are absent. */
export async function caseKeys(
  db: Database,
  master: MasterKeys,
  subjects: readonly string[],
): Promise<Map<string, CaseKey>> {
  if (subjects.length === 0) return new Map()
  const rows = await db.selectFrom('caseKey').selectAll().where('subject', 'in', subjects).execute()
  return new Map(rows.map((row) => [row.subject, unwrap(master, row)]))
}

function unwrap(
  master: MasterKeys,
  { subject, keyId, wrapped }: { subject: string; keyId: string; wrapped: Buffer },
): CaseKey {
  const key = master.byId.get(keyId)
  if (!key) throw new Error(`the master key “${keyId}” that wraps the key of ${subject} is missing`)
  return { subject, key: unseal(key, `case ${subject}`, wrapped) }
}

export type KeyRow = { subject: string; keyId: string; wrapped: Buffer }
export type LetterRow = {
  commitment: string
  subject: string
  kind: string
  i: number
  sealed: Buffer
  public: string | null
}

export const keyRow = (master: MasterKeys, { subject, key }: CaseKey): KeyRow => ({
  subject,
  keyId: master.current,
  wrapped: seal(master.byId.get(master.current)!, `case ${subject}`, key),
})

/** The row that keeps these words, sealed; `public` ones also in the open. */
export function letterRow(caseKey: CaseKey, words: Words): LetterRow {
  const { kind, i } = words
  const text = words.text.normalize('NFC')
  return {
    commitment: commitmentTo(caseKey, words),
    subject: caseKey.subject,
    kind,
    i,
    sealed: seal(caseKey.key, `letter ${caseKey.subject} ${kind} ${i}`, utf8(text)),
    public: words.public ? text : null,
  }
}

/** Keeps words of one case and gives the commitments that an act may carry, in the same order. */
export async function keepLetters(
  db: Database,
  master: MasterKeys,
  subject: string,
  words: readonly Words[],
): Promise<string[]> {
  const fresh = newCaseKey(subject)
  await keepKey(db, master, fresh)
  // Another request may have made the key a moment before: what is stored is the key.
  const caseKey = (await caseKeys(db, master, [subject])).get(subject)!
  const rows = words.map((letter) => letterRow(caseKey, letter))
  await db.insertInto('letter').values(rows).execute()
  return rows.map((row) => row.commitment)
}

const keepKey = (db: Database, master: MasterKeys, caseKey: CaseKey) =>
  db
    .insertInto('caseKey')
    .values(keyRow(master, caseKey))
    .onConflict((conflict) => conflict.column('subject').doNothing())
    .execute()

/** Keeps words whose commitments were made with a key that is at hand, and the key where the case has none yet. */
export async function keepKeyedLetters(
  db: Database,
  master: MasterKeys,
  caseKey: CaseKey,
  words: readonly Words[],
): Promise<void> {
  await keepKey(db, master, caseKey)
  if (words.length === 0) return
  await db
    .insertInto('letter')
    .values(words.map((letter) => letterRow(caseKey, letter)))
    .execute()
}

/** The words behind a commitment; undefined when they were erased. The caller has asked who may read. */
export const readLetter = async (
  db: Database,
  master: MasterKeys,
  commitment: string,
): Promise<string | undefined> => (await readLetters(db, master, [commitment])).get(commitment)

/** Many at once: the words behind each commitment, but for those that were erased. */
export async function readLetters(
  db: Database,
  master: MasterKeys,
  commitments: readonly string[],
): Promise<Map<string, string>> {
  if (commitments.length === 0) return new Map()
  const rows = await db
    .selectFrom('letter')
    .innerJoin('caseKey', 'caseKey.subject', 'letter.subject')
    .select(['commitment', 'letter.subject', 'kind', 'i', 'sealed', 'keyId', 'wrapped'])
    .where('commitment', 'in', commitments)
    .execute()
  return new Map(rows.map((row) => [row.commitment, opened(master, row)]))
}

type Opened = Pick<LetterRow, 'subject' | 'kind' | 'i' | 'sealed'> & KeyRow
const opened = (master: MasterKeys, row: Opened): string =>
  unseal(unwrap(master, row).key, `letter ${row.subject} ${row.kind} ${row.i}`, row.sealed).toString('utf8')

/** Deletes the key and all words of a case. Commitments in the record can then be opened by no one. */
export async function eraseLetters(db: Database, subject: string): Promise<void> {
  await db.deleteFrom('caseKey').where('subject', '=', subject).execute()
}

/** Wraps every case key that an older master key wraps with the current one; gives how many. */
export async function rotateMasterKey(db: Database, master: MasterKeys): Promise<number> {
  let rotated = 0
  for (;;) {
    const rows = await db
      .selectFrom('caseKey')
      .selectAll()
      .where('keyId', '!=', master.current)
      .limit(500)
      .execute()
    if (rows.length === 0) return rotated
    for (const row of rows) {
      const { subject, keyId, wrapped } = keyRow(master, unwrap(master, row))
      await db
        .updateTable('caseKey')
        .set({ keyId, wrapped })
        .where('subject', '=', subject)
        .where('keyId', '=', row.keyId)
        .execute()
    }
    rotated += rows.length
  }
}
