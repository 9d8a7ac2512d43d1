/** Finds places by what someone typed: a name with marks or without, part of one, or a code. */

import { foldedName, nameKey } from '@goc/domain/units/names.ts'
import type { UnitLabel } from './server/read.ts'

/** Words that say what kind of place it is; few people type them. */
const KIND = /^(?:tinh|thanh pho|xa|phuong|dac khu|so|ban)\s+(?=\S)/

/** `y` and `i` are one in search. */
const fold = (name: string): string => foldedName(name).replaceAll('y', 'i')
const withoutKind = (folded: string): string => folded.replace(KIND, '')

type Test = (unit: UnitLabel) => boolean

/** The best matches only: whoever types a whole name does not mean the longer ones that hold it. */
export function findUnits(units: readonly UnitLabel[], asked: string): UnitLabel[] {
  const [exact, key] = [nameKey(asked), fold(asked)]
  if (key === '') return []
  const words = key.split(' ')
  const ends = (name: string) => name === exact || name.endsWith(` ${exact}`)
  const isWhole: Test = ({ name }) => [fold(name), withoutKind(fold(name))].includes(key)
  const tests: Test[] = [
    ({ code }) => code.toLowerCase() === asked.trim().toLowerCase(),
    (unit) => ends(nameKey(unit.name)) && isWhole(unit),
    isWhole,
    ({ name }) => ` ${fold(name)}`.includes(` ${key}`),
    ({ name }) => words.every((word) => ` ${fold(name)}`.includes(` ${word}`)),
  ]
  for (const test of tests) {
    const found = units.filter(test)
    if (found.length > 0) return found
  }
  return []
}
