/** For tests and benchmarks: a small province, its dialogues, and what was asked and answered at them. */

import type { Act } from '@goc/domain/act.ts'
import { addDays, type Day, startOf } from '@goc/domain/day.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { Book, receipt } from './book.ts'

const words = toBase64url(new Uint8Array(32).fill(7))
const communes = ['07894', '07897', '07900']
export const FIRST_DAY: Day = '2026-08-03'

/** A province with three communes, of older books and of an administrator. */
export function province(): Book {
  const book = new Book()
  const name = words
  const establish = { do: 'establish', level: 'commune', parent: '25', name }
  must(book.ask('unit/25', { do: 'establish', id: '25', level: 'province', name }, { day: '2025-01-01' }))
  for (const id of communes.slice(0, 2))
    must(book.ask(`unit/${id}`, { ...establish, id }, { day: '2025-01-01' }))
  must(
    book.ask(`unit/${communes[2]}`, { ...establish, id: communes[2] }, { by: 'admin@25', day: '2026-07-06' }),
  )
  return book
}

export function must(said: Act | string): Act {
  if (typeof said === 'string') throw new Error(`the rules refused: ${said}`)
  return said
}

/** One dialogue in a commune. */
export function dialogue(book: Book, id: string, unit: string, day: Day): string {
  const subject = `meeting/${id}`
  const starts = startOf(day) + 8 * 3600
  const by = `secretary@${unit}` as const
  const axes = { mode: 'inPerson', starts }
  must(
    book.ask(
      subject,
      { do: 'call', unit, regularity: 'periodic', ...axes, topic: words, chair: words },
      { by, day: addDays(day, -7) < FIRST_DAY ? day : addDays(day, -7) },
    ),
  )
  must(book.ask(subject, { do: 'hold', ...axes, attendees: 120 }, { by, day }))
  return subject
}

/** An opinion raised at it; with `seed`, its receipt can speak. */
export function opinion(
  book: Book,
  id: string,
  meeting: string,
  unit: string,
  held: Day,
  seed?: Uint8Array,
): string {
  const subject = `opinion/${id}`
  const filed = {
    field: id.endsWith('3') ? 'dat_dai' : 'moi_truong',
    type: 'kien_nghi',
    channel: 'tai_phong',
  }
  const due = addDays(held, 30)
  const said = {
    do: 'raise',
    unit,
    meeting,
    held,
    due,
    rule: 'opinion-answer',
    assigned: unit,
    text: words,
    ...filed,
  }
  const key = seed && { key: receipt(seed[0]!).key }
  must(book.ask(subject, { ...said, ...key }, { by: `reception@${unit}`, day: held }))
  return subject
}

export const resolve = { do: 'resolve', method: 'van_ban', published: true, answer: words }

/**
 * A record with every kind of turn: from older books, confirmed, disputed, changed in mind, reopened. At least
 * `entries` acts, in the order of their days.
 */
export function sample(entries = 60): Book {
  const book = province()
  let day = FIRST_DAY
  for (let i = 0; book.acts.length < entries; i++) {
    const unit = communes[i % 3]!
    const { seed } = receipt((i % 200) + 10)
    const officer = { by: `officer@${unit}`, day: '' } as const
    const meeting = dialogue(book, `DT${i}`, unit, day)
    const a = opinion(book, `YK${i}-1`, meeting, unit, day, seed)
    const b = opinion(book, `YK${i}-2`, meeting, unit, day)
    const c = opinion(book, `YK${i}-3`, meeting, unit, day, seed)
    day = addDays(day, 1)
    must(book.ask(a, resolve, { ...officer, day }))
    must(book.ask(b, resolve, { by: 'leader@25', day }))
    must(book.speak(a, 'dispute', seed, day))
    must(book.speak(a, 'confirm', seed, day))
    if (i % 2 === 0) {
      must(book.ask(b, { do: 'reopen' }, { ...officer, day }))
      must(book.ask(c, resolve, { ...officer, day }))
      must(book.speak(c, 'dispute', seed, addDays(day, 1)))
      must(book.ask(meeting, { do: 'publish-minutes' }, { by: `secretary@${unit}`, day: addDays(day, 1) }))
    } else {
      must(book.ask(b, { do: 'rate', rating: 4 }, { day }))
    }
    day = addDays(day, 1)
  }
  return book
}
