/** What offices do with a matter: acts with their words, and what they keep to themselves. */

import { dayOf } from '@goc/domain/day.ts'
import type { Actor } from '@goc/domain/people.ts'
import type { DeclineGround, Preset } from '@goc/domain/petitions/acts.ts'
import { currentCalendar, latestExtension } from '@goc/domain/petitions/clock.ts'
import {
  dueIf,
  type Petition,
  type PetitionRefusal,
  type PetitionRequest,
  whyNot,
} from '@goc/domain/petitions/rules.ts'
import { sql } from 'kysely'
import { now } from '../clock.ts'
import type { Database } from '../database.ts'
import { momentOfPending } from '../day.ts'
import { type AttachRefusal, attachUploads, endUploads } from '../files/attach.ts'
import type { Files } from '../files/files.ts'
import { caseKeys, commitmentTo, keepKeyedLetters, keepLetters, readLetter, type Words } from '../letters.ts'
import { perform } from '../perform.ts'
import { petitions } from '../petitions.ts'
import { forgetMatter } from '../similar.ts'
import type { Means } from './means.ts'
import { officersOf } from './officers.ts'
import { stateOf } from './speak.ts'

/** What an office asks for; its words become letters. */
export type Work =
  | { do: 'accept'; preset: Preset }
  | { do: 'assign'; officer: string }
  | { do: 'ask-info'; words: string }
  | { do: 'draft'; words: string }
  | { do: 'return'; words: string }
  /** `uploads`: the token of what shows that it was done (store/files/token.ts). */
  | { do: 'answer'; words: string; published: boolean; uploads?: string }
  | { do: 'decline'; ground: DeclineGround; words: string }
  | { do: 'transfer'; to: string; words: string }
  | { do: 'extend'; words: string }
  | { do: 'review'; upheld: boolean; words: string }
  | { do: 'correct'; field: string; words: string }

export type WorkRefusal =
  | PetitionRefusal
  | 'signature-does-not-hold'
  | 'words-needed'
  | AttachRefusal
  | 'officer-of-another-unit'

/** The kind of letter, the act's member that commits to it, and whether everyone may read it. */
const letters = {
  'ask-info': ['question', 'note', true],
  draft: ['draft', 'draft', false],
  return: ['return', 'note', false],
  answer: ['answer', 'answer', true],
  decline: ['decline', 'note', true],
  transfer: ['transfer', 'note', true],
  extend: ['extension', 'note', true],
  review: ['review', 'note', true],
  correct: ['correction', 'note', false],
} as const satisfies Partial<Record<Work['do'], readonly [string, string, boolean]>>

/** Does it, in the office of `actor`. `account`: who sits at the desk, and keeps a matter that is sealed. */
export async function work(
  { store, master, files }: Pick<Means, 'store' | 'master' | 'files'>,
  id: string,
  actor: Actor,
  asked: Work,
  account?: string,
): Promise<{ acts: number[] } | { refusal: WorkRefusal }> {
  if ('words' in asked && asked.words.trim() === '') return { refusal: 'words-needed' }
  if (asked.do === 'assign' && !(await worksThere(store, id, asked.officer)))
    return { refusal: 'officer-of-another-unit' }
  const subject = `petition/${id}`
  const caseKey = (await caseKeys(store.db, master, [subject])).get(subject)
  if (!caseKey) return { refusal: 'petition-was-erased' }
  const uploads = asked.do === 'answer' ? asked.uploads : undefined
  const shown = files && uploads ? await evidence({ store, files }, id, actor, uploads) : []
  if ('refusal' in shown) return shown
  let kept: Words[] = []
  const done = await perform(
    store,
    petitions,
    id,
    actor,
    (_, petition) => {
      const made = letters[asked.do as keyof typeof letters]
      if (!made || !('words' in asked)) return requestOf(asked, petition)
      const [kind, member, open] = made
      const isPublic = asked.do === 'answer' ? asked.published : open
      const i = (petition?.n ?? 0) + 1
      const letter: Words = { kind, i, text: asked.words.trim(), public: isPublic }
      // One commitment in the act for all files: to the list of theirs.
      const list: Words[] =
        shown.length > 0 ? [{ kind: 'evidence', i, text: shown.join('\n'), public: isPublic }] : []
      kept = [letter, ...list]
      return {
        ...requestOf(asked, petition),
        [member]: commitmentTo(caseKey, letter),
        ...(list[0] && { files: commitmentTo(caseKey, list[0]) }),
      } as PetitionRequest
    },
    {
      async along(db) {
        if (kept.length > 0) await keepKeyedLetters(db, master, caseKey, kept)
        // Whoever has it in hand is no business of the record's.
        if (asked.do === 'assign')
          await sql`update matter set officer = ${asked.officer}::uuid where petition = ${id}`.execute(db)
        if (asked.do === 'transfer')
          await sql`update matter set officer = null where petition = ${id}`.execute(db)
        if (asked.do === 'decline' && asked.ground === 'other-procedure')
          await sealMatter(db, id, account ?? null)
      },
    },
  )
  if (files && uploads && 'acts' in done) await endUploads(store, files, uploads)
  return done
}

/**
 * A complaint or denunciation has a law and a secrecy of its own: what its sender wrote is shown and compared no more,
 * and stays with whoever declined it.
 */
async function sealMatter(db: Database, id: string, officer: string | null): Promise<void> {
  await db
    .updateTable('letter')
    .set({ public: null })
    .where('subject', '=', `petition/${id}`)
    .where('kind', 'in', ['text', 'place', 'info', 'reason', 'objection'])
    .execute()
  await db
    .updateTable('matter')
    .set({ publish: false, publishedOn: null, officer })
    .where('petition', '=', id)
    .execute()
  await forgetMatter(db, id)
}

/** Attaches what was uploaded, if the rules would take an answer now; gives the files' commitments. */
async function evidence(
  { store, files }: { store: Means['store']; files: Files },
  id: string,
  actor: Actor,
  token: string,
): Promise<string[] | { refusal: WorkRefusal }> {
  const t = await momentOfPending(store.db, now())
  const petition = await stateOf(store.db, id, t)
  const refusal = whyNot(petition, { do: 'answer', answer: '-', published: true, actor, day: dayOf(t) })
  if (refusal) return { refusal }
  const attached = await attachUploads(store, files, { token, subject: `petition/${id}` })
  return 'refusal' in attached ? attached : attached.files.map(({ commitment }) => commitment)
}

/** Whether an account holds an office of the unit that has the matter. */
async function worksThere({ db }: Means['store'], id: string, account: string): Promise<boolean> {
  const { unit } = await db
    .selectFrom('petition')
    .select('unit')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return (await officersOf(db, unit, dayOf(now()))).some((officer) => officer.id === account)
}

function requestOf(asked: Work, petition: Petition | undefined): PetitionRequest {
  switch (asked.do) {
    case 'accept': {
      const under = { rule: asked.preset, calendar: petition?.calendar ?? currentCalendar }
      return { do: 'accept', ...under, due: (petition && dueIf(petition, under)) ?? 0 }
    }
    case 'extend':
      return { do: 'extend', due: (petition && latestExtension(petition.due, petition)) ?? 0, note: '' }
    case 'assign':
      return { do: 'assign' }
    default: {
      const { words: _, uploads: __, ...request } = asked as Work & { words?: string; uploads?: string }
      return request as unknown as PetitionRequest
    }
  }
}

/** Which of these an office may do now: each rule is asked as it will be. */
export async function mayWork(
  { store }: Pick<Means, 'store'>,
  id: string,
  refusalOf: (ask: (actor: Actor) => PetitionRefusal | undefined) => unknown,
  day: string,
): Promise<Work['do'][]> {
  const petition = await stateOf(store.db, id, await momentOfPending(store.db, now()))
  const asks: PetitionRequest[] = [
    requestOf({ do: 'accept', preset: 'petition-normal' }, petition),
    ...(petition
      ? [{ do: 'accept' as const, rule: petition.rule, calendar: petition.calendar, due: petition.due }]
      : []),
    { do: 'assign' },
    { do: 'ask-info', note: '-' },
    { do: 'draft', draft: '-' },
    { do: 'return', note: '-' },
    { do: 'answer', answer: '-', published: true },
    { do: 'decline', ground: 'unreadable', note: '-' },
    { do: 'transfer', to: '-', note: '-' },
    requestOf({ do: 'extend', words: '-' }, petition),
    { do: 'review', upheld: true, note: '-' },
    { do: 'correct', field: 'khac', note: '-' },
  ]
  const may = asks.filter(
    (request) => refusalOf((actor) => whyNot(petition, { ...request, actor, day })) === undefined,
  )
  return [...new Set(may.map(({ do: verb }) => verb as Work['do']))]
}

/** An office's word to itself. */
export async function note(
  { store, master }: Pick<Means, 'store' | 'master'>,
  id: string,
  account: string,
  text: string,
): Promise<void> {
  await store.db.transaction().execute(async (db) => {
    // One at a time: two notes must not get one number.
    await sql`select pg_advisory_xact_lock(hashtext(${`note ${id}`}))`.execute(db)
    const { i } = await db
      .selectFrom('matterNote')
      .select((eb) => eb.fn.coalesce(eb.fn.max('i'), eb.val(-1)).as('i'))
      .where('petition', '=', id)
      .executeTakeFirstOrThrow()
    await keepLetters(db, master, `petition/${id}`, [{ kind: 'internal', i: i + 1, text: text.trim() }])
    await db
      .insertInto('matterNote')
      .values({ petition: id, i: i + 1, account, t: now() })
      .execute()
  })
}

export type Note = { i: number; t: number; name: string; text: string }

export async function readNotes(
  { store, master }: Pick<Means, 'store' | 'master'>,
  id: string,
): Promise<Note[]> {
  const rows = await store.db
    .selectFrom('matterNote')
    .innerJoin('letter', (join) =>
      join
        .onRef('letter.i', '=', 'matterNote.i')
        .on('letter.kind', '=', 'internal')
        .on('letter.subject', '=', `petition/${id}`),
    )
    .leftJoin('account', 'account.id', 'matterNote.account')
    .select(['matterNote.i', 'matterNote.t', 'account.name', 'letter.commitment'])
    .where('petition', '=', id)
    .orderBy('matterNote.i')
    .execute()
  const notes = await Promise.all(
    rows.map(async ({ i, t, name, commitment }) => ({
      i,
      t,
      name: name ?? '',
      text: await readLetter(store.db, master, commitment),
    })),
  )
  return notes.flatMap(({ text, ...one }) => (text === undefined ? [] : [{ ...one, text }]))
}

/** How the person may be reached. The caller has asked the rules and noted who looked, and why. */
export async function readSender(
  { store, master }: Pick<Means, 'store' | 'master'>,
  id: string,
): Promise<string | undefined> {
  const row = await store.db
    .selectFrom('letter')
    .select('commitment')
    .where('subject', '=', `petition/${id}`)
    .where('kind', '=', 'contact')
    .executeTakeFirst()
  return row && readLetter(store.db, master, row.commitment)
}

/** Lets everyone read the matter's own words, where whoever raised it agreed and an officer has looked through them. */
export async function publishWords(
  { store, master }: Pick<Means, 'store' | 'master'>,
  id: string,
  today: string,
): Promise<boolean> {
  return store.db.transaction().execute(async (db) => {
    const matter = await db
      .selectFrom('matter')
      .select('publish')
      .where('petition', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!matter?.publish) return false
    const { text } = await db
      .selectFrom('petition')
      .select('text')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const words = await readLetter(db, master, text)
    if (words === undefined) return false
    await db.updateTable('letter').set({ public: words }).where('commitment', '=', text).execute()
    await db.updateTable('matter').set({ publishedOn: today }).where('petition', '=', id).execute()
    return true
  })
}
