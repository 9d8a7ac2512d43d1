/** Cells of the books: text to values, and a fault with its place where a text cannot be one. */

import { addDays, type Day, isDay, type Moment } from '@goc/domain/day.ts'
import { foldedName } from '@goc/domain/units/names.ts'
import type { FaultCode, Faults } from '@goc/store/books/fault.ts'
import { garbled } from './legacy.ts'
import type { Line } from './table.ts'

const ID = /^[0-9A-Za-z](?:[0-9A-Za-z._-]{0,62}[0-9A-Za-z])?$/
const UNIT = /^[0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?$/
const CODE = /^[a-z0-9](?:[a-z0-9_-]{0,30}[a-z0-9])?$/
const DAY = /^(\d{4}-\d{2}-\d{2})$|^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/
const TIME =
  /^(\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/i

/** What the cells of one row hold. Each reader gives null where the cell is empty or at fault. */
export type Row = {
  line: number
  readonly bad: boolean
  text(column: string, need?: 'must' | 'may'): string | null
  id(column: string, need?: 'must' | 'may'): string | null
  unit(column: string, need?: 'must' | 'may'): string | null
  code(column: string): string | null
  whole(column: string, least: number, most: number, need?: 'must' | 'may'): number | null
  day(column: string, need?: 'must' | 'may'): Day | null
  moment(column: string, need?: 'must' | 'may'): Moment | null
  oneOf<T>(column: string, words: Readonly<Record<string, T>>): T | null
  fault(column: string, code: FaultCode, value?: string, hint?: string): null
}

/** Text as it may be kept: composed, without signs that nobody sees. */
export const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .trim()

/** A spreadsheet would run it: `=HYPERLINK(…)`. A negative number is no formula. */
const isFormula = (cell: string): boolean => {
  const seen = cell.replace(/\p{Cf}/gu, '')
  // A carriage return has become a line feed on the way.
  if (/^[\t\n]/.test(seen)) return true
  const start = seen.trimStart()
  return /^[=+@]/.test(start) || (/^-/.test(start) && !/^-\d+([.,]\d+)*\s*$/.test(start))
}

export function readRow({ line, cells, bad: crooked }: Line, file: string, faults: Faults): Row {
  let bad = crooked
  const fault: Row['fault'] = (column, code, value, hint) => {
    bad = true
    if (!crooked) faults.add({ file, line, column, code, ...(value && { value }), ...(hint && { hint }) })
    return null
  }
  const spoiled = new Set<string>()
  for (const [column, cell] of Object.entries(cells)) {
    if (isFormula(cell)) fault(column, 'formula', clean(cell))
    else if (/\ufffd|(?![\t\r\n])\p{Cc}/u.test(cell)) fault(column, 'encoding-broken', clean(cell))
    else {
      // As it came: what looks like a soft hyphen is ư in TCVN3.
      const encoding = garbled(cell)
      if (!encoding) continue
      fault(column, 'text-garbled', clean(cell), encoding)
    }
    spoiled.add(column)
  }
  const words = (column: string, need: 'must' | 'may'): string | null => {
    if (spoiled.has(column)) return null
    const text = clean(cells[column] ?? '')
    if (text !== '') return text
    return need === 'must' ? fault(column, 'cell-empty') : null
  }
  const matching = (column: string, need: 'must' | 'may', pattern: RegExp, code: FaultCode) => {
    const text = words(column, need)
    return text === null || pattern.test(text) ? text : fault(column, code, text)
  }

  return {
    line,
    get bad() {
      return bad
    },
    fault,
    text: (column, need = 'must') => words(column, need),
    id: (column, need = 'must') => matching(column, need, ID, 'not-an-id'),
    unit: (column, need = 'must') => matching(column, need, UNIT, 'not-an-id'),
    code(column) {
      const text = words(column, 'must')
      if (text === null || CODE.test(text)) return text
      return fault(
        column,
        'not-a-code',
        text,
        foldedName(text)
          .replace(/[^a-z0-9]+/g, '_')
          .replace(/^_|_$/g, ''),
      )
    },
    whole(column, least, most, need = 'must') {
      const text = words(column, need)
      if (text === null) return null
      const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
      return number >= least && number <= most
        ? number
        : fault(column, 'not-a-number', text, `${least}–${most}`)
    },
    day(column, need = 'must') {
      const text = words(column, need)
      if (text === null) return null
      const day = dayIn(text)
      if (day !== undefined) return isDay(day) ? day : fault(column, 'no-such-day', text)
      const counted = excelDay(text)
      return counted ? fault(column, 'excel-day', text, counted) : fault(column, 'not-a-day', text)
    },
    moment(column, need = 'must') {
      const text = words(column, need)
      if (text === null) return null
      const [, date, hours, minutes, seconds = '00', offset] = TIME.exec(text) ?? []
      if (date === undefined) {
        const counted = excelDay(text)
        return counted
          ? fault(column, 'excel-day', text, `${counted}T08:00:00+07:00`)
          : fault(column, 'not-a-time', text)
      }
      const day = dayIn(date)!
      if (!isDay(day)) return fault(column, 'no-such-day', text)
      if (hours === undefined) return fault(column, 'not-a-time', text, `${day}T08:00:00+07:00`)
      const clock = `${hours.padStart(2, '0')}:${minutes}:${seconds}`
      if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
        return fault(column, 'not-a-time', text)
      if (offset === undefined) return fault(column, 'no-offset', text, `${day}T${clock}+07:00`)
      const zone = /^z$/i.test(offset) ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`
      const moment = Date.parse(`${day}T${clock}${zone}`) / 1000
      return Number.isSafeInteger(moment) && moment >= 0 ? moment : fault(column, 'not-a-time', text)
    },
    oneOf(column, values) {
      const text = words(column, 'must')
      if (text === null) return null
      return Object.hasOwn(values, text)
        ? values[text]!
        : fault(column, 'not-one-of', text, Object.keys(values).join(', '))
    },
  }
}

/** A day in either way of writing, not yet known to be a real one. */
function dayIn(text: string): string | undefined {
  const [, iso, day, month, year] = DAY.exec(text) ?? []
  if (iso) return iso
  return day ? `${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined
}

/** Excel counts days from 1899-12-30, and shows the number where a cell lost its format. */
function excelDay(text: string): Day | undefined {
  const number = /^([3-6]\d{4})(?:[.,]\d+)?$/.exec(text)?.[1]
  return number ? addDays('1899-12-30', Number(number)) : undefined
}
