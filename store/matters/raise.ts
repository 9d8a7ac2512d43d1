/** Raising a matter: its words become letters, its receipt a key, and the record gets an act that names neither. */

import { createHash } from 'node:crypto'
import { dayOf } from '@goc/domain/day.ts'
import type { Actor } from '@goc/domain/people.ts'
import type { PetitionChannel, PetitionType, Preset } from '@goc/domain/petitions/acts.ts'
import { currentCalendar, dueUnder } from '@goc/domain/petitions/clock.ts'
import type { PetitionRefusal, PetitionRequest } from '@goc/domain/petitions/rules.ts'
import { toBase64url, utf8 } from '@goc/record/bytes.ts'
import { publicKeyOf } from '@goc/record/ed25519.node.ts'
import { hkdf } from '@goc/record/hkdf.ts'
import { receiptKeys, SECRET_BYTES } from '@goc/record/receipt.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { now } from '../clock.ts'
import { type AttachRefusal, attachUploads, endUploads } from '../files/attach.ts'
import { caseKeys, commitmentTo, keepKeyedLetters, newCaseKey, type Words } from '../letters.ts'
import { perform } from '../perform.ts'
import { petitions } from '../petitions.ts'
import { indexMatter } from '../similar.ts'
import { codeOf, matterIdOf } from './code.ts'
import type { Means } from './means.ts'

export type Raising = {
  actor: Actor
  unit: string
  field: string
  type: PetitionType
  channel: PetitionChannel
  /** How long an answer may take; the office may choose otherwise when it accepts. */
  preset?: Preset
  text: string
  place?: string
  /** Rounded to about a hundred metres by whoever asks. */
  point?: { lat: number; lon: number }
  /** How the person may be reached. */
  contact?: string
  /** Whether its words may be read by everyone, once an officer has looked through them. */
  publish: boolean
  /** The public key of a receipt that the person's own device made, in base64url; absent, one is made here. */
  key?: string
  /** Whose device made it, when not the person's own. */
  keyBy?: 'server' | 'office' | 'envelope'
  /** The asker's own id of this request, random: a repeated one is answered as the first was. */
  request: string
  /** The meeting that it came out of. */
  from?: string
  /** What was uploaded for it (store/files/token.ts). */
  uploads?: string
}

/** `secret`: that of a receipt made here. It is kept nowhere; the same request makes it again. */
export type Raised = { id: string; code: string; acts: number[]; secret?: Uint8Array }

export type RaiseRefusal = PetitionRefusal | 'signature-does-not-hold' | AttachRefusal

export async function raise(
  { store, master, files }: Means,
  raising: Raising,
): Promise<Raised | { refusal: RaiseRefusal }> {
  const own =
    raising.key === undefined ? receiptFor(master.byId.get(master.current)!, raising.request) : undefined
  const key = raising.key ?? toBase64url(own!.publicKey)
  const id = matterIdOf(key)
  const subject = `petition/${id}`
  const attached =
    files && raising.uploads
      ? await attachUploads(store, files, { token: raising.uploads, subject })
      : { files: [] }
  if ('refusal' in attached) return attached
  // Files that are attached have brought the key of the case.
  const caseKey = (await caseKeys(store.db, master, [subject])).get(subject) ?? newCaseKey(subject)
  const letter = (kind: string, text: string): Words => ({ kind, i: 0, text })
  const words = [
    letter('text', raising.text),
    ...(raising.place ? [letter('place', raising.place)] : []),
    ...(raising.contact ? [letter('contact', raising.contact)] : []),
    // One commitment in the act for all: to the list of theirs.
    ...(attached.files.length > 0
      ? [letter('files', attached.files.map((file) => file.commitment).join('\n'))]
      : []),
  ]
  const commitment = (kind: string) => {
    const found = words.find((one) => one.kind === kind)
    return found && commitmentTo(caseKey, found)
  }
  const [place, manifest] = [commitment('place'), commitment('files')]
  const { unit, field, type, channel, preset: rule = 'petition-normal', from } = raising
  const keyBy = raising.key === undefined ? (raising.keyBy ?? 'server') : raising.keyBy

  const outcome = await perform(
    store,
    petitions,
    id,
    raising.actor,
    (t): PetitionRequest => ({
      do: 'receive',
      unit,
      field,
      type,
      channel,
      rule,
      calendar: currentCalendar,
      due: dueUnder({ rule, calendar: currentCalendar }, t)!,
      text: commitment('text')!,
      ...(place !== undefined && { place }),
      ...(manifest !== undefined && { files: manifest }),
      key,
      ...(keyBy && { keyBy }),
      ...(from !== undefined && { from }),
    }),
    {
      requestId: raising.request,
      async along(db) {
        await keepKeyedLetters(db, master, caseKey, words)
        const { publish, point } = raising
        await db
          .insertInto('matter')
          .values({
            petition: id,
            publish,
            publishedOn: null,
            lat: point?.lat ?? null,
            lon: point?.lon ?? null,
            officer: null,
          })
          .execute()
        const day = dayOf(now())
        const { text, place: where } = raising
        await indexMatter(db, master, {
          id,
          unit,
          field,
          text,
          day,
          ...(where && { place: where }),
          ...(point && { point }),
        })
      },
    },
  )
  if ('refusal' in outcome) return { refusal: outcome.refusal }
  if (files && raising.uploads) await endUploads(store, files, raising.uploads)
  return { id, code: codeOf(id), acts: outcome.acts, ...(own && { secret: own.secret }) }
}

/**
 * A receipt for someone whose device makes none. It follows from the request and a key of this instance, so that a
 * request that is sent again, because its answer was lost, gives the same receipt; nobody else can send it.
 */
export function receiptFor(master: Uint8Array, request: string) {
  const info = utf8(`goc/raise/v1/${createHash('sha256').update(request).digest('hex')}`)
  const secret = hkdf(sha256, { key: master, info, length: SECRET_BYTES })
  return { secret, ...receiptKeys(sha256, secret, publicKeyOf) }
}
