/** Every rule in numbers that there is. A new version is a new row with `from`; the old one gets its `to`. */

import type { Day } from '../day.ts'
import { complaintRules } from './complaints.ts'
import { dialogueRules } from './dialogues.ts'
import { petitionRules } from './petitions.ts'
import { type Rule, ruleIn } from './rule.ts'

/** Named by whoever stores what was computed under the table. */
export const lawVersion = 'law-2026-11'

const rows = [...dialogueRules, ...petitionRules, ...complaintRules] as const
export type RuleCode = (typeof rows)[number]['code']

export const law: readonly Rule[] = rows

/** The law's rule on a day; a unit that has its own asks `ruleIn` with its rows before these. */
export const ruleOn = (code: RuleCode, day: Day): Rule | undefined => ruleIn(law, code, day)
