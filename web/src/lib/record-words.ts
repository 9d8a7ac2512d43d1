/** Acts in words: what happened, who did it. A kind or an office that has no words yet is shown as it is. */

import type { Act } from '@goc/domain/act.ts'
import { officeOf } from '@goc/domain/people.ts'
import type { Format } from './format.ts'
import type { CheckpointView } from './server/read.ts'
import type { FiguresWords, RecordWords } from './words/index.ts'

export const happened = (kind: string, words: RecordWords): string =>
  (words.acts as Record<string, string>)[kind] ?? kind

/** `unit` names the office's unit, where it is known. */
export function who(act: Act, words: RecordWords, unit?: string): string {
  const office = officeOf(act.by)
  if (office) return `${words.roles[office.role]} ${unit ?? office.unit}`
  if (act.by === 'citizen') return words.citizen
  return act.src === 'import' ? words.systemImport : words.system
}

/** The page of what an act is about. */
export function pageOfSubject(subject: string): string | undefined {
  const [feature, id] = subject.split('/')
  if (feature === 'meeting') return `/doi-thoai/${id}`
  if (feature === 'opinion') return `/y-kien/${id}`
  return feature === 'unit' ? `/don-vi/${id}` : undefined
}

/** How many of the witnesses have signed. */
export function witnessed(checkpoint: CheckpointView | undefined, words: FiguresWords, f: Format): string {
  const { witnesses = [] } = checkpoint ?? {}
  if (witnesses.length === 0) return words.trust.witnessedNone
  const signed = witnesses.filter(({ time }) => time !== undefined).length
  return words.trust.witnessedBy(f.n(signed), f.n(witnesses.length))
}
