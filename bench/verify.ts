/**
 * Verify: an auditor's work over plain SHA-256 of the same entries, in the same run.
 *
 * The record is made in memory, through the rules, so it is one that may be: a province of 120 communes, dialogues
 * called and held, opinions raised and answered, one in seven confirmed or disputed by its receipt, some reopened.
 * Its files are read from memory too, but for a second thread, which reads a folder. The floor is one crypto.hash call
 * on each entry and nothing else. Signatures are counted apart: they cost what OpenSSL costs, on Node's pool of threads.
 * Rates and ratios are of processor time, all threads together, so that other work on the machine counts less; what two
 * threads gain is time on the wall, which is said beside. The ways take turns; of each way's turns after the first,
 * which warms up, the cheapest counts.
 */

import { hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { addDays, type Day, startOf } from '@goc/domain/day.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { eachFrame } from '@goc/record/frames.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { emptyEdge, entriesPath, TILE_WIDTH, tileWidth } from '@goc/record/tile.ts'
import { audit } from '@goc/verify/audit.ts'
import { openBeside } from '@goc/verify/beside.node.ts'
import { eachAct } from '@goc/verify/leaf.ts'
import { makeLedger } from '@goc/verify/ledger.ts'
import { LeafEntry } from '@goc/verify/reader.ts'
import { recount } from '@goc/verify/recount.ts'
import { addToYears, type YearSums } from '@goc/verify/sums.ts'
import { Book, crypto, leafOf, log, type Published, publish, receipt } from '@goc/verify/testing/book.ts'
import { type Walk, walk } from '@goc/verify/walk.ts'
import { type Line, round } from './measure.ts'

export async function benchVerify(entries = 100_000, runs = 4): Promise<Line[]> {
  const { record, inputs, signatures } = madeRecord(entries)
  const { source, size } = record
  const bytes = inputs.reduce((sum, { length }) => sum + length - 1, 0)
  const job = { source, vkey: log.vkey, crypto, hasher: fastHasher }
  const year = { unit: '25', from: '2026-01-01', to: '2026-12-31' }

  const folder = written(record)
  const beside = openBeside(folder)
  const [floor, tree, acted, actedBy2, counted] = (await cheapest(runs, [
    async () => {
      for (const input of inputs) hash('sha256', input, 'latin1' as 'hex')
    },
    () => audit({ ...job, treeOnly: true }),
    () => withoutSignatures(record),
    () => withoutSignatures(record, beside.walk),
    () => recount({ ...year, vkey: log.vkey, crypto, hasher: fastHasher, fetchBytes: fetched(record) }),
  ])) as [Cost, Cost, Cost, Cost, Cost]
  const [whole, wholeBy2] = (await cheapest(2, [() => audit(job), () => audit({ ...job, beside })])) as [
    Cost,
    Cost,
  ]
  await beside.close()
  rmSync(folder, { recursive: true })

  const line = (what: string, { cpu, wall }: Cost): Line => ({
    what,
    value: `${round((size / cpu) * 1000)} entries/s, on the wall ${round((size / wall) * 1000)}`,
    ratio: (cpu / floor.cpu).toFixed(1),
  })
  return [
    line(`plain SHA-256 of ${round(size)} entries, ${round(bytes / size)} bytes on average`, floor),
    line('the tree: framing, leaf hashes, every tile, the root', tree),
    line('and every act: canonical form, schema, rules, figures', acted),
    line('the same by two threads', actedBy2),
    line('the recount of one year, without the rules', counted),
    line(`all of it with ${round(signatures)} signatures`, whole),
    line('the same by two threads', wholeBy2),
    {
      what: 'signatures alone',
      value: `${round((signatures / Math.max(1, whole.cpu - acted.cpu)) * 1000)}/s`,
    },
  ]
}

/** Milliseconds. */
type Cost = { cpu: number; wall: number }

/** What each way takes at the least, of processor time and on the wall. */
async function cheapest(runs: number, ways: readonly (() => Promise<unknown>)[]): Promise<Cost[]> {
  const best = ways.map(() => ({ cpu: Number.POSITIVE_INFINITY, wall: Number.POSITIVE_INFINITY }))
  for (let run = 0; run <= runs; run++) {
    for (const [i, work] of ways.entries()) {
      const [began, at] = [process.cpuUsage(), performance.now()]
      await work()
      const wall = performance.now() - at
      const { user, system } = process.cpuUsage(began)
      if (run === 0) continue
      best[i] = { cpu: Math.min(best[i]!.cpu, (user + system) / 1000), wall: Math.min(best[i]!.wall, wall) }
    }
  }
  return best
}

/** What an audit does, but for the signatures of receipts. */
async function withoutSignatures({ source, size }: Published, go: Walk = walk): Promise<void> {
  const ledger = makeLedger(() => {})
  const years: YearSums = new Map()
  await go(emptyEdge(), size, {
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

function written({ files }: Published): string {
  const folder = mkdtempSync(join(tmpdir(), 'goc-bench-'))
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return folder
}

const fetched =
  ({ source }: Published) =>
  async (path: string): Promise<Uint8Array> =>
    (await source.read(path, Number.POSITIVE_INFINITY))!

/** Nothing else is kept alive: the auditor's garbage would be collected over a heap that it never has. */
function madeRecord(entries: number): { record: Published; inputs: Uint8Array[]; signatures: number } {
  const { acts } = madeBook(entries)
  const record = publish(acts.map(leafOf))
  const inputs: Uint8Array[] = []
  for (let n = 0; n * TILE_WIDTH < record.size; n++) {
    const width = tileWidth(record.size, 0, n)
    const bundle = record.files.get(entriesPath(n, width))!.slice()
    // The low byte of the length becomes the 0x00 before the entry.
    eachFrame(bundle, width, (_, from, to) => inputs.push(bundle.subarray(from - 1, to)))
    for (const input of inputs.slice(-width)) input[0] = 0
  }
  return { record, inputs, signatures: acts.filter((act) => 'sig' in act).length }
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
