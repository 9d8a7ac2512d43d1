/** What an auditor can find wrong with a record. It refuses and names the place; it never repairs. */

import { RecordError } from '@goc/record/errors.ts'

export const faultKinds = [
  // What the log says of itself.
  'bad-checkpoint',
  'bad-signature',
  'missing-witness',
  'not-an-extension',
  // Its files.
  'missing-file',
  'too-large',
  'bad-bundle',
  'wrong-tile',
  'wrong-root',
  // One entry, seen alone.
  'not-canonical',
  'bad-schema',
  // One entry, after those before it.
  'time-went-back',
  'wrong-number',
  'not-allowed',
  'bad-citizen-signature',
  // What is published about the entries.
  'bad-claim',
  'claim-of-another-record',
  'figure-differs',
  'unknown-unit',
  // What the auditor kept itself.
  'bad-state',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** The first thing that does not hold. `index` is the entry's, where the fault lies with one. */
export class Fault extends Error {
  readonly kind: FaultKind
  readonly index?: number

  constructor(kind: FaultKind, message: string, index?: number) {
    super(message)
    this.name = 'Fault'
    this.kind = kind
    if (index !== undefined) this.index = index
  }
}

/** Does something that reads a stranger's bytes; what is wrong with them becomes a fault of this kind. */
export function blaming<T>(kind: FaultKind, index: number | undefined, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RecordError) throw new Fault(kind, error.message, index)
    throw error
  }
}
