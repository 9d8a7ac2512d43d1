/** The plan told as requests to the rules, with the words that go with them. */

import { addDays, type Day, dayOf } from '@goc/domain/day.ts'
import type { MeetingRequest } from '@goc/domain/meetings/rules.ts'
import type { OpinionRequest } from '@goc/domain/opinions/rules.ts'
import type { UnitRequest } from '@goc/domain/units/rules.ts'
import { toBase64url, utf8 } from '@goc/record/bytes.ts'
import { publicKeyOf } from '@goc/record/ed25519.node.ts'
import { receiptKeys, SECRET_BYTES } from '@goc/record/receipt.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import type { Words } from '@goc/store/letters.ts'
import { communes, offices, province } from './phu-tho.ts'
import { type Dialogue, topicOf } from './plan/dialogues.ts'
import type { Matter } from './plan/matters.ts'
import { type Move, storyOf } from './plan/stories.ts'
import { randomFor } from './random.ts'
import { answerTo, reasonOf } from './words/answer.ts'
import { chairs, general, minutes, provincial, topicsBy } from './words/dialogues.ts'
import { pairsBy } from './words/fields.ts'
import { fill, gapsOf, hamletIn } from './words/words.ts'

/** Which answer a receipt speaks of: known once the record holds that answer. */
export type Speaks = { n: number; ref: number; refh: string; sig: string }

/** One thing that is asked of the rules. `said` are the commitments to `words`, in their order. */
export type Step<Request> = { on: Day; words?: readonly Words[] } & (
  | { ask(said: readonly string[]): Request }
  | { speak(said: readonly string[], speaks: Speaks): Request }
)

export type Told<Request> = {
  id: string
  steps: Step<Request>[]
  /** The seed of its receipt's key. */
  receipt?: Uint8Array
}

// Before the first dialogue of 2021 was called.
const FIRST_DAY = '2020-10-01'

export function tellUnits(): Told<UnitRequest>[] {
  const establish = (id: string, level: 'province' | 'office' | 'commune' | 'ward', name: string) => ({
    id,
    steps: [
      {
        on: FIRST_DAY,
        words: [open('name', name)],
        ask: ([name]: readonly string[]): UnitRequest => ({
          do: 'establish',
          id,
          level,
          ...(level !== 'province' && { parent: province.id }),
          name: name!,
        }),
      },
    ],
  })
  return [
    establish(province.id, 'province', province.name),
    ...offices.map(({ id, name }) => establish(id, 'office', name)),
    ...communes.map(({ id, kind, name }) => establish(id, kind, name)),
  ]
}

/** A dialogue as far as it had come on `today`; none when it was not called by then. */
export function tellDialogue(seed: string, dialogue: Dialogue, today: Day): Told<MeetingRequest>[] {
  const { id, place, regularity, mode, starts, calledOn, becomes, postponedFrom, minutesOn } = dialogue
  const random = randomFor(`${seed} words ${id}`)
  const hamlet = hamletOf(seed, dialogue)
  const planned = postponedFrom ?? starts
  const chair = random.pick(chairs[place.kind === 'ward' ? 'commune' : place.kind])
  const words = [
    open('topic', topicIn(seed, dialogue, hamlet)),
    open('chair', place.kind === 'province' ? chair : `${chair} ${place.name}`),
  ]
  const call = { do: 'call', unit: place.id, regularity, mode, starts: planned } as const
  const steps: Step<MeetingRequest>[] = [
    { on: calledOn, words, ask: ([topic, chair]) => ({ ...call, topic: topic!, chair: chair! }) },
  ]
  const before = addDays(dayOf(planned), -1)
  const day = dayOf(starts)
  if (postponedFrom !== undefined) steps.push({ on: before, ask: () => ({ do: 'postpone', to: starts }) })
  if (becomes === 'cancelled') steps.push({ on: before, ask: () => ({ do: 'cancel' }) })
  if (becomes === 'postponed') steps.push({ on: before, ask: () => ({ do: 'postpone' }) })
  if (becomes === 'held')
    steps.push({ on: day, ask: () => ({ do: 'hold', mode, starts, attendees: dialogue.attendees }) })
  if (becomes === 'held' && minutesOn) {
    const gaps = gapsOf(random, { unit: place.name, hamlet, count: dialogue.opinions })
    steps.push({
      on: minutesOn,
      words: [open('minutes', fill(random, random.pick(minutes), gaps))],
      ask: ([minutes]) => ({ do: 'publish-minutes', minutes: minutes! }),
    })
  }
  const told = steps.filter(({ on }) => on <= today)
  return told.length > 0 ? [{ id, steps: told }] : []
}

function topicIn(seed: string, dialogue: Dialogue, hamlet: string): string {
  const { id, place } = dialogue
  const random = randomFor(`${seed} title ${id}`)
  const field = topicOf(seed, dialogue)
  if (place.kind === 'province' && !field) return random.pick(provincial)
  const unit = place.kind === 'commune' || place.kind === 'ward' ? place.name : 'toàn tỉnh'
  return fill(random, random.pick(field ? topicsBy[field] : general), gapsOf(random, { unit, hamlet }))
}

/** Dialogues outside communes are about places in one of them. */
function communeOf(seed: string, { id, place }: Dialogue): { id: string; name: string } {
  return place.kind === 'commune' || place.kind === 'ward'
    ? place
    : randomFor(`${seed} commune ${id}`).pick(communes)
}
const hamletOf = (seed: string, dialogue: Dialogue): string =>
  hamletIn(randomFor(`${seed} hamlet ${dialogue.id}`), communeOf(seed, dialogue))

export function tellMatter(seed: string, matter: Matter, today: Day): Told<OpinionRequest> {
  const { id, dialogue, held, due, rule, field, type, channel, assigned, keyBy } = matter
  const random = randomFor(`${seed} words ${id}`)
  const commune = communeOf(seed, dialogue)
  const hamlet = hamletIn(random, commune)
  const gaps = gapsOf(random, { unit: commune.name, hamlet })
  const pair = random.pick(pairsBy[field])
  const keys = matter.keyed ? receiptKeys(sha256, demoSecret(seed, id), publicKeyOf) : undefined
  const key = keys && { key: toBase64url(keys.publicKey), ...(keyBy && { keyBy }) }
  const filed = { field, type, channel, assigned, rule, held, due }
  const raise = { do: 'raise', unit: dialogue.place.id, meeting: `meeting/${dialogue.id}`, ...filed } as const
  const steps: Step<OpinionRequest>[] = [
    {
      on: held,
      words: [open('text', fill(random, pair.said, gaps))],
      ask: ([text]) => ({ ...raise, text: text!, ...key }),
    },
  ]
  let round = 0
  let reasons = 0
  for (const move of storyOf(randomFor(`${seed} story ${id}`), matter, today)) {
    if (move.do === 'resolve') steps.push(resolve(move, round++))
    else if (move.do === 'reopen') steps.push({ on: move.on, ask: () => ({ do: 'reopen' }) })
    else if (move.do === 'confirm') steps.push(confirm(move))
    else steps.push(dispute(move, reasons++))
  }
  return { id, steps, ...(keys && { receipt: keys.seed }) }

  function resolve({ on }: Move, round: number): Step<OpinionRequest> {
    const { method, document, text } = answerTo(random, { ...matter, pair }, gaps, { on, round })
    return {
      on,
      words: [open('answer', text, round), ...(document ? [open('document', document, round)] : [])],
      ask: ([answer, document]) => ({
        do: 'resolve',
        method,
        published: true,
        answer: answer!,
        ...(document && { document }),
      }),
    }
  }
  function confirm({ on }: Move): Step<OpinionRequest> {
    const rating = random.weighted([undefined, 5, 4, 3], [35, 35, 24, 6])
    return { on, speak: (_, speaks) => ({ do: 'confirm', ...speaks, ...(rating && { rating }) }) }
  }
  function dispute({ on }: Move, i: number): Step<OpinionRequest> {
    const words = random.chance(0.6) ? [open('reason', reasonOf(random, gaps), i)] : []
    return {
      on,
      words,
      speak: ([reason], speaks) => ({ do: 'dispute', ...speaks, ...(reason && { reason }) }),
    }
  }
}

/** Words of the demo are for everyone: nobody said them. */
const open = (kind: string, text: string, i = 0): Words => ({ kind, i, text, public: true })

/**
 * The secret of an opinion's receipt. It follows from the seed, so anyone can open the receipts of a demo province:
 * in a record of real people, only the receipt knows it.
 */
export const demoSecret = (seed: string, opinion: string): Uint8Array =>
  sha256(utf8(`${seed}\nreceipt\n${opinion}`)).slice(0, SECRET_BYTES)
