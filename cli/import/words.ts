/** What is wrong with the books, in words, each with what to do about it. */

import { type Fault, type FaultCode, type Faults, LISTED } from '@goc/store/books/fault.ts'
import { faultWordsEn } from './words.en.ts'
import { faultWordsVi } from './words.vi.ts'

export type Language = 'vi' | 'en'
/** What is wrong, then the remedy. */
export type FaultWords = Record<FaultCode, (fault: Fault) => [wrong: string, remedy: string]>

const words: Record<Language, FaultWords> = { vi: faultWordsVi, en: faultWordsEn }
const remedy = { vi: 'Cách sửa', en: 'Remedy' }

/** One fault in one line: `opinions.csv:12 [due_date]: … → …`. */
export function describe(fault: Fault, language: Language): string {
  const [wrong, what] = words[language][fault.code]({
    ...fault,
    ...(fault.value && { value: short(fault.value) }),
  })
  const place = fault.line > 0 ? `${fault.file}:${fault.line}` : fault.file
  const column = fault.column === undefined ? '' : ` [${fault.column}]`
  return `${place}${column}: ${wrong}. ${remedy[language]}: ${what}.`
}

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}

/** All faults that are listed, and how many are not. */
export function describeAll(faults: Faults, language: Language): string {
  const lines = faults.list().map((fault) => describe(fault, language))
  const more = faults.count - lines.length
  if (more > 0) {
    lines.push(
      language === 'vi'
        ? `… và ${more} lỗi nữa (chỉ liệt kê ${LISTED} lỗi đầu).`
        : `… and ${more} more faults (only the first ${LISTED} are listed).`,
    )
  }
  lines.push(
    language === 'vi'
      ? `${faults.count} lỗi: không ghi gì cả. Sửa sổ rồi chạy lại. (In English: --lang en)`
      : `${faults.count} faults: nothing was written. Mend the books and run it again.`,
  )
  return lines.join('\n')
}
