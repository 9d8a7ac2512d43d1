/**
 * Verify: an auditor's work over plain SHA-256 of the same entries, in the same run.
 *
 * The record is made in memory, through the rules, so it is one that may be: a province of 120 communes, dialogues
 * called and held, opinions raised and answered, one in seven confirmed or disputed by its receipt, some reopened.
 * Its files are read from memory too: what is measured is the work, not a disk. The floor is one crypto.hash call on
 * each entry and nothing else. Signatures are counted apart: they cost what OpenSSL costs, on Node's pool of threads.
 * Rates are per second of processor time, all threads together, so that other work on the machine counts less. The
 * ways take turns; of each way's turns after the first, which warms up, the cheapest counts.
 */

import { hash } from 'node:crypto'
import type { Act } from '@goc/domain/act.ts'
import { addDays, type Day, startOf } from '@goc/domain/day.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { emptyEdge } from '@goc/record/tile.ts'
import { audit } from '@goc/verify/audit.ts'
import { eachAct } from '@goc/verify/leaf.ts'
import { makeLedger } from '@goc/verify/ledger.ts'
import { LeafEntry } from '@goc/verify/reader.ts'
import { recount } from '@goc/verify/recount.ts'
import { addToYears, type YearSums } from '@goc/verify/sums.ts'
import { Book, crypto, leafOf, log, type Published, publish, receipt } from '@goc/verify/testing/book.ts'
import { walk } from '@goc/verify/walk.ts'
import { type Line, round } from './measure.ts'

export async function benchVerify(entries = 100_000, runs = 4): Promise<Line[]> {
  const { acts, leaves, record } = madeRecord(entries)
  const { source, size } = record
  const bytes = leaves.reduce((sum, { length }) => sum + length, 0)
  const inputs = leaves.map((leaf) => Uint8Array.of(0, ...leaf))
  const job = { source, vkey: log.vkey, crypto, hasher: fastHasher }
  const year = { unit: '25', from: '2026-01-01', to: '2026-12-31' }

  const [floor, tree, acted, counted] = (await cheapest(runs, [
    async () => {
      for (const input of inputs) hash('sha256', input, 'latin1' as 'hex')
    },
    () => audit({ ...job, treeOnly: true }),
    () => withoutSignatures(record),
    () => recount({ ...year, vkey: log.vkey, crypto, hasher: fastHasher, fetchBytes: fetched(record) }),
  ])) as [number, number, number, number]
  const signatures = acts.filter((act) => 'sig' in act).length
  const [whole] = (await cheapest(1, [() => audit(job)])) as [number]

  const line = (what: string, ms: number): Line => ({
    what,
    value: `${round((size / ms) * 1000)} entries/s`,
    ratio: (ms / floor).toFixed(1),
  })
  return [
    line(`plain SHA-256 of ${round(size)} entries, ${round(bytes / size)} bytes on average`, floor),
    line('the tree: framing, leaf hashes, every tile, the root', tree),
    line('and every act: canonical form, schema, rules, figures', acted),
    line('the recount of one year, without the rules', counted),
    {
      what: `all of it with ${round(signatures)} signatures`,
      value: `${round((size / whole) * 1000)} entries/s`,
      ratio: (whole / floor).toFixed(1),
    },
    { what: 'signatures alone', value: `${round((signatures / Math.max(1, whole - acted)) * 1000)}/s` },
  ]
}

/** Milliseconds of processor time that each way takes at the least. */
async function cheapest(runs: number, ways: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const best = ways.map(() => Number.POSITIVE_INFINITY)
  for (let run = 0; run <= runs; run++) {
    for (const [i, work] of ways.entries()) {
      const began = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(began)
      if (run > 0) best[i] = Math.min(best[i]!, (user + system) / 1000)
    }
  }
  return best
}

/** What an audit does, but for the signatures of receipts. */
async function withoutSignatures({ source, size }: Published): Promise<void> {
  const ledger = makeLedger(() => {})
  const years: YearSums = new Map()
  await walk(emptyEdge(), size, {
    source,
    hasher: fastHasher,
    size,
    visit: (leaves) =>
      eachAct(leaves, (act, index, { hashes }, i) => {
        ledger.enter(act, index, new LeafEntry(index, hashes, i))
        addToYears(years, act)
      }),
  })
}

const fetched =
  ({ source }: Published) =>
  async (path: string): Promise<Uint8Array> =>
    (await source.read(path, Number.POSITIVE_INFINITY))!

function madeRecord(entries: number): { acts: readonly Act[]; leaves: Uint8Array[]; record: Published } {
  const { acts } = madeBook(entries)
  const leaves = acts.map(leafOf)
  return { acts, leaves, record: publish(leaves) }
}

const COMMUNES = 120
const DIALOGUES_A_DAY = 40
/** Different for each, as commitments are. */
const words = (n: number): string =>
  toBase64url(Uint8Array.from({ length: 32 }, (_, i) => (n * 2_654_435_761 * (i + 1)) >>> 13))

function madeBook(entries: number): Book {
  const book = new Book()
  const ask = (...args: Parameters<Book['ask']>) => {
    const said = book.ask(...args)
    if (typeof said === 'string') throw new Error(said)
  }
  const communes = Array.from({ length: COMMUNES }, (_, i) => `0${7000 + i}`)
  const standing = { day: '2025-01-01' }
  ask('unit/25', { do: 'establish', id: '25', level: 'province', name: words(0) }, standing)
  for (const id of communes)
    ask(`unit/${id}`, { do: 'establish', id, level: 'commune', parent: '25', name: words(1) }, standing)
  let day: Day = '2026-07-06'
  for (let i = 0; book.acts.length < entries; i++) {
    if (i % DIALOGUES_A_DAY === 0) day = addDays(day, 1)
    dialogue(ask, book, i, communes[i % COMMUNES]!, day)
  }
  return book
}

type Ask = (...args: Parameters<Book['ask']>) => void

/** A dialogue with its opinions, answered in the days after it. */
function dialogue(ask: Ask, book: Book, i: number, unit: string, day: Day): void {
  const meeting = `meeting/${toBase64url(Uint8Array.from([1, i >> 16, i >> 8, i, 1, 2, 3, 4]))}`
  const by = `secretary@${unit}` as const
  const axes = { mode: 'inPerson', starts: startOf(day) + 8 * 3600 }
  const call = { do: 'call', unit, regularity: 'periodic', ...axes, topic: words(i), chair: words(i + 1) }
  ask(meeting, call, { by, day })
  ask(meeting, { do: 'hold', ...axes, attendees: 90 }, { by, day })
  for (let k = 0; k < 8; k++) {
    const subject = `opinion/${toBase64url(Uint8Array.from([2, i >> 16, i >> 8, i, k, 2, 3, 4, 5, 6, 7, 8]))}`
    const { seed, key } = receiptOf((i + k) % 250)
    const filed = { field: ['dat_dai', 'moi_truong', 'giao_thong'][k % 3]!, type: 'kien_nghi' }
    const raise = { do: 'raise', unit, meeting, held: day, due: addDays(day, 30), rule: 'opinion-answer' }
    const more = { assigned: unit, text: words(i + k), channel: 'tai_phong', key }
    ask(subject, { ...raise, ...filed, ...more }, { by: `reception@${unit}`, day })
    if (k === 7) continue
    const answer = { do: 'resolve', method: 'van_ban', published: true, answer: words(i - k) }
    ask(subject, answer, { by: `officer@${unit}`, day })
    if (k % 3 === 0) book.speak(subject, k === 0 ? 'confirm' : 'dispute', seed, day)
    if (k === 3) ask(subject, { do: 'reopen' }, { by: 'leader@25', day })
  }
}

const receipts = new Map<number, ReturnType<typeof receipt>>()
function receiptOf(n: number): ReturnType<typeof receipt> {
  let found = receipts.get(n)
  if (!found) {
    found = receipt(n)
    receipts.set(n, found)
  }
  return found
}
