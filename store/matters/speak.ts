/**
 * What a receipt says: settled, not settled, more to add, withdrawn, erased. What is signed is the act itself, so it is
 * made twice: once to be signed, once to be kept, from the same words.
 */

import { asSigned } from '@goc/domain/act.ts'
import { dayOf } from '@goc/domain/day.ts'
import { dueAfterWaiting } from '@goc/domain/petitions/clock.ts'
import { factOf } from '@goc/domain/petitions/fact.ts'
import {
  type Petition,
  type PetitionRefusal,
  type PetitionRequest,
  petitionRules,
  whyNot,
} from '@goc/domain/petitions/rules.ts'
import { now } from '../clock.ts'
import type { Database } from '../database.ts'
import { momentOfPending } from '../day.ts'
import { sweepFiles } from '../files/sweep.ts'
import {
  type CaseKey,
  caseKeys,
  commitmentTo,
  eraseLetters,
  keepKeyedLetters,
  type Words,
} from '../letters.ts'
import { perform } from '../perform.ts'
import { petitions } from '../petitions.ts'
import { recall } from '../recall.ts'
import { forgetMatter } from '../similar.ts'
import { citizen, type Means } from './means.ts'

/** `who` is found by the key of the receipt. */
export type Saying =
  | { say: 'confirm'; rating?: number }
  | { say: 'dispute'; words: string }
  | { say: 'add'; words: string }
  | { say: 'object'; words: string }
  | { say: 'withdraw' }
  | { say: 'resume' }
  | { say: 'erase' }

export type SpeakRefusal = PetitionRefusal | 'signature-does-not-hold' | 'words-needed'

/** The act as the receipt must sign it, but for `sig`. */
export type Unsigned = Record<string, unknown>

export async function toSign(
  means: Means,
  id: string,
  key: string,
  saying: Saying,
): Promise<{ act: Unsigned } | { refusal: SpeakRefusal }> {
  const known = await present(means, id)
  const asked = requestOf(known, key, saying)
  if ('refusal' in asked) return asked
  const { t, petition } = known
  // What stands in the signature's place only shows that there will be one.
  const command = { ...asked.request, sig: '-', actor: citizen, day: dayOf(t) }
  const refusal = whyNot(petition, command as never)
  if (refusal) return { refusal }
  const { sig: _, ...fact } = factOf(petition, command as never) as Record<string, unknown>
  const envelope = {
    subject: `petition/${id}`,
    n: petition!.n + 1,
    unit: petitionRules.unitOf(petition, asked.request),
    by: citizen.by,
  }
  return { act: asSigned({ ...fact, ...envelope } as never) as Unsigned }
}

const sayings: readonly Saying[] = [
  { say: 'confirm' },
  { say: 'dispute', words: '-' },
  { say: 'add', words: '-' },
  { say: 'object', words: '-' },
  { say: 'withdraw' },
  { say: 'resume' },
  { say: 'erase' },
]

/** What this receipt may say now: the rules are asked about each. */
export async function mayNow(means: Means, id: string, key: string): Promise<Saying['say'][]> {
  const known = await present(means, id)
  const may: Saying['say'][] = []
  for (const saying of sayings) {
    const asked = requestOf(known, key, saying)
    if ('refusal' in asked) continue
    const command = { ...asked.request, sig: '-', actor: citizen, day: dayOf(known.t) }
    if (whyNot(known.petition, command as never) === undefined) may.push(saying.say)
  }
  return may
}

/** Keeps what a receipt said and signed. */
export async function speak(
  means: Means,
  id: string,
  key: string,
  saying: Saying,
  sig: string,
): Promise<{ acts: number[] } | { refusal: SpeakRefusal }> {
  const known = await present(means, id)
  const asked = requestOf(known, key, saying)
  if ('refusal' in asked) return asked
  const { store, master, files } = means
  const request = { ...asked.request, sig } as PetitionRequest
  const said = await perform(store, petitions, id, citizen, request, {
    async along(db) {
      if (asked.words) await keepKeyedLetters(db, master, asked.caseKey, [asked.words])
      if (saying.say === 'erase') await eraseMatter(db, id)
    },
  })
  // Their key is gone already; what is left of files in storage goes now, or with the next sweep.
  if (saying.say === 'erase' && files && 'acts' in said) await sweepFiles(store, files)
  return said
}

/** What goes when a matter is erased: letters, the key of the case, and what offices knew besides. */
export async function eraseMatter(db: Database, id: string): Promise<void> {
  // Files, and whoever asked to be told with what waits for them, hang on the key and go with it.
  await eraseLetters(db, `petition/${id}`)
  await forgetMatter(db, id)
  await db.deleteFrom('matterNote').where('petition', '=', id).execute()
  await db
    .updateTable('matter')
    .set({ lat: null, lon: null, publish: false, publishedOn: null })
    .where('petition', '=', id)
    .execute()
}

export async function stateOf(db: Database, id: string, t: number): Promise<Petition | undefined> {
  const known = await recall<never>(db, [`petition/${id}`], t)
  let petition: Petition | undefined
  for (const { act, entry } of known) petition = petitionRules.evolve(petition, act, entry)
  return petition
}

const letterOf = { dispute: 'reason', add: 'info', object: 'objection' } as const

/** The matter as it is now, with the key of its words, for as many sayings as are asked about. */
type Present = { t: number; petition: Petition | undefined; caseKey: CaseKey | undefined }

async function present({ store, master }: Means, id: string): Promise<Present> {
  const t = await momentOfPending(store.db, now())
  const subject = `petition/${id}`
  const [petition, keys] = await Promise.all([
    stateOf(store.db, id, t),
    caseKeys(store.db, master, [subject]),
  ])
  return { t, petition, caseKey: keys.get(subject) }
}

function requestOf({ t, petition, caseKey }: Present, key: string, saying: Saying) {
  if (!petition) return { refusal: 'no-such-petition' as const }
  const who = petition.behind.findIndex((one) => one.key === key)
  if (who < 0) return { refusal: 'only-the-receipt' as const }
  const n = petition.n + 1
  const said = { who, n }
  if (!caseKey) return { refusal: 'petition-was-erased' as const }
  const words: Words | undefined =
    'words' in saying ? { kind: letterOf[saying.say], i: n, text: saying.words.trim() } : undefined
  if (words?.text === '') return { refusal: 'words-needed' as const }
  const note = words && commitmentTo(caseKey, words)
  const of = { ref: petition.answer?.entry?.index ?? 0, refh: petition.answer?.entry?.hash() ?? '' }
  const made = (request: object) => ({ request: request as PetitionRequest, words, caseKey })
  switch (saying.say) {
    case 'confirm':
      return made({
        do: 'confirm',
        ...said,
        ...of,
        ...(saying.rating !== undefined && { rating: saying.rating }),
      })
    case 'dispute':
      return made({ do: 'dispute', ...said, ...of, reason: note })
    case 'add': {
      const { waitingSince, due, calendar } = petition
      const later = waitingSince === undefined ? due : dueAfterWaiting(due, calendar, waitingSince, dayOf(t))
      return made({ do: 'give-info', ...said, note, due: later })
    }
    case 'object':
      return made({ do: 'object', ...said, note })
    case 'withdraw':
    case 'resume':
      return made({ do: saying.say, ...said })
    case 'erase':
      return made({ do: 'erase', ground: 'asked', ...said })
  }
}
