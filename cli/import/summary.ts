/** What an import did, in words. */

import type { Count } from '@goc/store/books/enter.ts'
import { UsageError } from '../usage-error.ts'
import type { Language } from './words.ts'

export function languageOf(given: string | undefined): Language {
  if (given === undefined || given === 'vi' || given === 'en') return given ?? 'vi'
  throw new UsageError(`--lang: "${given}" is neither vi nor en`)
}

const names = {
  vi: { units: 'đơn vị', dialogues: 'cuộc đối thoại', opinions: 'ý kiến' },
  en: { units: 'units', dialogues: 'dialogues', opinions: 'opinions' },
}

export function summary(
  entered: Partial<Record<keyof (typeof names)['vi'], Count>>,
  dryRun: boolean,
  language: Language,
): string {
  const number = (n: number) => n.toLocaleString(language)
  const counts = Object.entries(entered) as [keyof (typeof names)['vi'], Count][]
  const acts = counts.reduce((sum, [, count]) => sum + count.acts, 0)
  const lines = counts.map(([name, { subjects, unchanged }]) =>
    language === 'vi'
      ? `${names.vi[name]}: thêm ${number(subjects)}, giữ nguyên ${number(unchanged)}`
      : `${names.en[name]}: ${number(subjects)} added, ${number(unchanged)} unchanged`,
  )
  return [...lines, close(acts, dryRun, language, number)].join('\n')
}

function close(acts: number, dryRun: boolean, language: Language, number: (n: number) => string): string {
  if (language === 'vi') {
    if (dryRun) return `Kiểm tra xong, không có lỗi; chưa ghi gì. Sẽ ghi ${number(acts)} việc vào sổ.`
    return acts > 0 ? `Đã ghi ${number(acts)} việc vào sổ.` : 'Không có gì mới: sổ giữ nguyên.'
  }
  if (dryRun) return `Checked, no fault; nothing was written. It would enter ${number(acts)} acts.`
  return acts > 0 ? `Entered ${number(acts)} acts in the record.` : 'Nothing new: the record is unchanged.'
}
