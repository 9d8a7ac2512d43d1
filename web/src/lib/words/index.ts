/** The words of the pages. A language that lacks one does not compile. */

import type { Lang } from '../lang.ts'
import { desk as deskEn } from './en/desk.ts'
import { dialogues as dialoguesEn } from './en/dialogues.ts'
import { figures as figuresEn } from './en/figures.ts'
import { how as howEn } from './en/how.ts'
import { matters as mattersEn } from './en/matters.ts'
import { notices as noticesEn } from './en/notices.ts'
import { opinions as opinionsEn } from './en/opinions.ts'
import { overview as overviewEn } from './en/overview.ts'
import { people as peopleEn } from './en/people.ts'
import { reception as receptionEn } from './en/reception.ts'
import { record as recordEn } from './en/record.ts'
import { seal as sealEn } from './en/seal.ts'
import { shell as shellEn } from './en/shell.ts'
import { units as unitsEn } from './en/units.ts'
import { desk } from './vi/desk.ts'
import { dialogues } from './vi/dialogues.ts'
import { figures } from './vi/figures.ts'
import { how } from './vi/how.ts'
import { matters } from './vi/matters.ts'
import { notices } from './vi/notices.ts'
import { opinions } from './vi/opinions.ts'
import { overview } from './vi/overview.ts'
import { people } from './vi/people.ts'
import { reception } from './vi/reception.ts'
import { record } from './vi/record.ts'
import { seal } from './vi/seal.ts'
import { shell } from './vi/shell.ts'
import { units } from './vi/units.ts'

const vi = {
  desk,
  shell,
  seal,
  figures,
  how,
  dialogues,
  matters,
  notices,
  opinions,
  overview,
  people,
  reception,
  record,
  units,
}

export type Words = typeof vi
export type ShellWords = typeof shell
export type FiguresWords = typeof figures
export type SealWords = typeof seal
export type HowWords = typeof how
export type DeskWords = typeof desk
export type DialoguesWords = typeof dialogues
export type MattersWords = typeof matters
export type NoticesWords = typeof notices
export type OpinionsWords = typeof opinions
export type OverviewWords = typeof overview
export type PeopleWords = typeof people
export type ReceptionWords = typeof reception
export type RecordWords = typeof record
export type UnitsWords = typeof units

export const words: Record<Lang, Words> = {
  vi,
  en: {
    shell: shellEn,
    seal: sealEn,
    figures: figuresEn,
    how: howEn,
    desk: deskEn,
    dialogues: dialoguesEn,
    matters: mattersEn,
    notices: noticesEn,
    opinions: opinionsEn,
    overview: overviewEn,
    people: peopleEn,
    reception: receptionEn,
    record: recordEn,
    units: unitsEn,
  },
}
