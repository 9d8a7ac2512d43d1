/** What a recount found, in the language of the page. Loads only when someone recounts. */

import type { FaultKind } from '@goc/verify/recount.ts'
import { fullNameOf } from '../figures/names.ts'
import type { Lang } from '../lang.ts'
import { figures as figuresEn } from '../words/en/figures.ts'
import { opinions as opinionsEn } from '../words/en/opinions.ts'
import { seal as sealEn } from '../words/en/seal.ts'
import type { SealWords } from '../words/index.ts'
import { figures } from '../words/vi/figures.ts'
import { opinions } from '../words/vi/opinions.ts'
import { seal } from '../words/vi/seal.ts'
import type { Difference, Outcome } from './task.ts'

const all = {
  vi: { figures, opinions, seal },
  en: { figures: figuresEn, opinions: opinionsEn, seal: sealEn },
}

/** Which sentence explains a fault. */
const faults: Record<FaultKind, keyof SealWords['faults']> = {
  'bad-checkpoint': 'signature',
  'bad-signature': 'signature',
  'missing-witness': 'signature',
  'not-an-extension': 'another',
  'claim-of-another-record': 'another',
  'missing-file': 'missing',
  'too-large': 'contents',
  'bad-bundle': 'contents',
  'wrong-tile': 'contents',
  'wrong-root': 'contents',
  'not-canonical': 'contents',
  'bad-schema': 'contents',
  'time-went-back': 'rules',
  'wrong-number': 'rules',
  'not-allowed': 'rules',
  'bad-citizen-signature': 'rules',
  'bad-claim': 'another',
  'figure-differs': 'another',
  'unknown-unit': 'unit',
  'bad-state': 'another',
}

export type Verdict = {
  title: string
  /** Undefined when nothing could be said of the figures. */
  holds: boolean | undefined
  lines: string[]
  differences: string[]
}

/** What to tell the reader. */
export function verdictIn(lang: Lang, said: Outcome): Verdict {
  const { seal, ...words } = all[lang]
  const numbers = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB')
  const n = (value: number) => numbers.format(value)
  const difference = ({ what, claimed, counted }: Difference): string => {
    const show = (value: string | number) => (typeof value === 'number' ? n(value) : value)
    const name = what === 'root' ? seal.rootOf : fullNameOf(what, words)
    return seal.difference(name, show(claimed), show(counted))
  }
  if (said.say === 'failed')
    return {
      title: seal.failed,
      holds: undefined,
      lines: [`${seal.failedWhat} ${said.why}`],
      differences: [],
    }
  if (said.say === 'broken') {
    const at = said.index === undefined ? [] : [seal.at(n(said.index))]
    return {
      title: seal.broken,
      holds: false,
      lines: [seal.faults[faults[said.kind]], ...at],
      differences: [],
    }
  }
  const { size, ms, differences } = said
  if (differences.length > 0)
    return {
      title: seal.differs,
      holds: false,
      lines: [seal.differsWhat],
      differences: differences.map(difference),
    }
  const lines = [seal.agreesWhat(n(size)), seal.took(n(Math.round(ms / 100) / 10))]
  return { title: seal.agrees, holds: true, lines, differences: [] }
}

/** What the button says next, and what is said while it works. */
export function progressIn(lang: Lang) {
  const { again, working, progress } = all[lang].seal
  const numbers = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB')
  return {
    again,
    working,
    at: (done: number, size: number) => progress(numbers.format(done), numbers.format(size)),
  }
}
