/** What is wrong with the books of a province: where, and what kind of wrong. The words for it are the door's. */

export type FaultCode =
  // the file
  | 'file-missing'
  | 'file-empty'
  | 'unknown-format'
  | 'encoding-unknown'
  | 'encoding-tcvn3'
  | 'encoding-vni'
  | 'encoding-broken'
  | 'quote-not-closed'
  | 'quote-misplaced'
  | 'column-unknown'
  | 'column-missing'
  | 'column-twice'
  | 'cells-too-few'
  | 'cells-too-many'
  // one cell
  | 'cell-empty'
  | 'formula'
  | 'text-garbled'
  | 'not-one-of'
  | 'not-a-code'
  | 'not-an-id'
  | 'not-a-number'
  | 'not-a-day'
  | 'no-such-day'
  | 'excel-day'
  | 'not-a-time'
  | 'no-offset'
  // between rows
  | 'id-twice'
  | 'unknown-unit'
  | 'leading-zero-lost'
  | 'unknown-dialogue'
  | 'unknown-opinion'
  | 'dialogue-not-held'
  | 'unit-differs'
  | 'unit-did-not-stand'
  | 'in-the-future'
  | 'notice-after-start'
  | 'minutes-before-start'
  | 'minutes-without-dialogue'
  | 'attendees-without-dialogue'
  | 'seq-twice'
  | 'seq-gap'
  | 'due-before-dialogue'
  | 'resolved-before-dialogue'
  | 'reopened-before-resolved'
  | 'resolved-before-reopened'
  | 'resolved-again'
  // units
  | 'parent-of-itself'
  | 'parents-in-a-circle'
  | 'unit-in-two-ways'
  | 'unknown-successor'
  | 'which-province'
  | 'change-needs-a-day'
  | 'level-differs'
  | 'unit-has-ended'
  | 'day-too-early'
  // against what is there
  | 'differs-from-earlier'
  | 'rule'

export type Fault = {
  file: string
  line: number
  code: FaultCode
  column?: string
  /** What stands there. */
  value?: string
  /** What would be right, or what it contradicts. */
  hint?: string
}

/** Faults beyond so many are counted, not listed. */
export const LISTED = 1_000

export type Faults = {
  add(fault: Fault): void
  /** Counts faults that come after all that are listed. */
  addUnlisted(more: number): void
  readonly count: number
  /** The first ones in the order of files, lines and columns. */
  list(): Fault[]
}

/** Keeps the first faults however many there are: a file in the wrong columns has one in every cell. */
export function collectFaults(files: readonly string[], columns: readonly string[] = []): Faults {
  const order = (names: readonly string[], name: string | undefined) => {
    const at = name === undefined ? -1 : names.indexOf(name)
    return at < 0 && name !== undefined ? names.length : at
  }
  const compare = (a: Fault, b: Fault) =>
    order(files, a.file) - order(files, b.file) ||
    a.line - b.line ||
    order(columns, a.column) - order(columns, b.column)
  let kept: Fault[] = []
  let count = 0
  const trim = () => {
    kept = kept.sort(compare).slice(0, LISTED)
  }
  return {
    add(fault) {
      count++
      kept.push(fault)
      if (kept.length >= 2 * LISTED) trim()
    },
    addUnlisted(more) {
      count += more
    },
    get count() {
      return count
    },
    list() {
      trim()
      return kept
    },
  }
}
