/** Refusals of the rules that books can meet, in words. */

import type { MeetingRefusal } from '@goc/domain/meetings/rules.ts'
import type { OpinionRefusal } from '@goc/domain/opinions/rules.ts'
import type { UnitRefusal } from '@goc/domain/units/rules.ts'

type Refusal = MeetingRefusal | OpinionRefusal | UnitRefusal

/** The importer speaks for the books and holds every office, so refusals for want of one cannot come. */
const words: Partial<Record<Refusal, [vi: string, en: string]>> = {
  'meeting-already-held': ['đối thoại đã được ghi là đã tổ chức', 'the dialogue was already held'],
  'meeting-was-cancelled': ['đối thoại đã bị huỷ', 'the dialogue was cancelled'],
  'meeting-not-yet-held': ['đối thoại chưa tổ chức', 'the dialogue was not held'],
  'meeting-lies-in-the-future': ['đối thoại ở tương lai', 'the dialogue lies in the future'],
  'minutes-already-published': ['biên bản đã được đăng', 'its minutes were already published'],
  'opinion-due-before-it-was-raised': ['hạn trước ngày đối thoại', 'due before it was raised'],
  'opinion-already-resolved': ['ý kiến đã được giải quyết', 'the opinion is already resolved'],
  'opinion-not-resolved': ['ý kiến chưa được giải quyết', 'the opinion is not resolved'],
  'resolved-before-it-was-raised': ['giải quyết trước khi nêu', 'resolved before it was raised'],
  'resolved-before-it-was-reopened': ['giải quyết lại trước khi mở lại', 'resolved before it was reopened'],
  'reopened-before-it-was-resolved': ['mở lại trước khi giải quyết', 'reopened before it was resolved'],
  'reopened-too-often': ['mở lại quá nhiều lần', 'reopened too often'],
  'unit-has-ended': ['đơn vị đã kết thúc', 'the unit has ended'],
  'unit-has-not-ended': ['đơn vị chưa kết thúc', 'the unit has not ended'],
  'unit-cannot-be-its-own-parent': ['đơn vị là cấp trên của chính nó', 'the unit is its own parent'],
}

const wordsOf = (refusal: string | undefined) => words[refusal as Refusal]
export const ruleWordsVi = (refusal: string | undefined): string =>
  wordsOf(refusal)?.[0] ?? `trái quy tắc (${refusal})`
export const ruleWordsEn = (refusal: string | undefined): string =>
  wordsOf(refusal)?.[1] ?? `against the rules (${refusal})`
