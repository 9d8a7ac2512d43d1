/** What an audit found, in a few lines for people. */

import type { Report } from './audit.ts'
import type { Fault, FaultKind } from './fault.ts'

const languages = ['en', 'vi'] as const
export type Language = (typeof languages)[number]
export const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text)

const kinds: Record<FaultKind, Record<Language, string>> = {
  'bad-checkpoint': { en: 'the checkpoint is malformed', vi: 'mốc sổ sai định dạng' },
  'bad-signature': { en: "the log's signature does not hold", vi: 'chữ ký của sổ không đúng' },
  'missing-witness': { en: 'a witness has not cosigned', vi: 'thiếu chữ ký của bên làm chứng' },
  'not-an-extension': {
    en: 'the record is no continuation of the one seen before',
    vi: 'sổ không nối tiếp sổ đã thấy trước đây',
  },
  'missing-file': { en: 'a file is missing', vi: 'thiếu tệp' },
  'too-large': { en: 'a file is too large', vi: 'tệp quá lớn' },
  'bad-bundle': { en: 'entries are cut off', vi: 'các mục bị cắt cụt' },
  'wrong-tile': { en: 'entries and hashes do not agree', vi: 'mục và mã băm không khớp' },
  'wrong-root': { en: 'the root is another', vi: 'mã gốc không khớp' },
  'not-canonical': { en: 'an entry is not in canonical form', vi: 'mục không ở dạng chuẩn' },
  'bad-schema': {
    en: 'an entry has not the form of its kind',
    vi: 'mục không đúng khuôn dạng của loại mình',
  },
  'time-went-back': { en: 'time went back', vi: 'thời gian đi lùi' },
  'wrong-number': { en: 'an act has the wrong number', vi: 'số thứ tự của việc không đúng' },
  'not-allowed': { en: 'an act was not allowed', vi: 'việc không được phép' },
  'bad-citizen-signature': {
    en: "a receipt's signature does not hold",
    vi: 'chữ ký của biên nhận không đúng',
  },
  'bad-claim': { en: 'published figures are malformed', vi: 'số liệu công bố sai định dạng' },
  'claim-of-another-record': {
    en: 'published figures belong to another record',
    vi: 'số liệu công bố thuộc về một sổ khác',
  },
  'figure-differs': {
    en: 'a published figure is not the one counted',
    vi: 'số liệu công bố khác số đếm được',
  },
  'unknown-unit': { en: 'there is no such unit', vi: 'không có đơn vị này' },
  'bad-state': { en: 'the kept state cannot be used', vi: 'trạng thái đã lưu không dùng được' },
}

/** A fault in a line for people and, with its kind and index, for whoever looks it up. */
export function sayFault({ kind, index, message }: Fault, lang: Language): string {
  const [verdict, at] = lang === 'vi' ? ['KHÔNG ĐÚNG', 'mục số'] : ['NOT VERIFIED', 'index']
  const where = index === undefined ? '' : `, ${at} ${index}`
  return `${verdict}: ${kinds[kind][lang]} (${kind}${where})\n${message}`
}

/** Where every check holds: what was checked. */
export function sayReport(report: Omit<Report, 'known'>, lang: Language): string {
  const { origin, size, root, time, checked, signatures, witnesses, figures, counted, ms } = report
  const vi = lang === 'vi'
  const seconds = (ms / 1000).toFixed(1)
  const lines = [
    vi ? `${origin}: ${size} mục, mã gốc ${root}` : `${origin}: ${size} entries, root ${root}`,
    ...witnesses.map(({ name, time: t }) => {
      const at = new Date(t * 1000).toISOString()
      return vi ? `${name} ký chứng lúc ${at}` : `cosigned by ${name} at ${at}`
    }),
    vi ? `Đã kiểm ${checked} mục trong ${seconds} giây.` : `${checked} entries checked in ${seconds} s.`,
  ]
  if (time === undefined) {
    lines.push(vi ? 'Chỉ kiểm mã băm, không đọc các mục.' : 'The tree only: no entry was read.')
  } else {
    lines.push(vi ? `Mục cuối ghi lúc ${time}.` : `The last entry is of ${time}.`)
    lines.push(vi ? `${signatures} chữ ký của biên nhận.` : `${signatures} signatures of receipts.`)
    for (const { unit, from, to, size: of } of figures) {
      lines.push(
        vi
          ? `Số liệu công bố bằng số đếm lại: ${unit}, ${from} đến ${to}, theo ${of} mục.`
          : `Figures published are those counted: ${unit}, ${from} to ${to}, of ${of} entries.`,
      )
    }
    if (figures.length === 0)
      lines.push(vi ? 'Không có số liệu công bố nào để so.' : 'No published figures were at hand.')
  }
  if (counted) lines.push(JSON.stringify(counted, undefined, 2))
  return [...lines, vi ? 'Mọi phép kiểm đều đúng.' : 'Every check holds.'].join('\n')
}
