/** Rules in numbers: what a law, or a default of ours, sets; since when and until when. */

import type { Day } from '../day.ts'

export type RuleUnit = 'day' | 'working-day' | 'working-hour' | 'times' | 'percent'

/** V read in a source, V* in a weak one, M from memory; a proposal is ours, where no law sets a number. */
export type RuleGrade = 'V' | 'V*' | 'M' | 'proposal'

export type Basis = {
  /** The law's number, `72/2025/QH15`; absent in a proposal. */
  law?: string
  /** Absent where the article was not read in a source. */
  article?: string
  /** What it says, in plain words. */
  vi: string
  en: string
}

export type Rule = {
  /** As acts name it: a `code` of schema.ts. `books` is no rule's: there, the books gave the day. */
  code: string
  value: number
  unit: RuleUnit
  basis: Basis
  from?: Day
  /** Its last day. */
  to?: Day
  grade: RuleGrade
}

const holdsOn = ({ from, to }: Rule, day: Day): boolean =>
  (from === undefined || from <= day) && (to === undefined || to >= day)

/**
 * The rule that holds on a day. A unit's own rules stand before the law's in `rules`: the first that holds wins.
 */
export const ruleIn = (rules: readonly Rule[], code: string, day: Day): Rule | undefined =>
  rules.find((rule) => rule.code === code && holdsOn(rule, day))
