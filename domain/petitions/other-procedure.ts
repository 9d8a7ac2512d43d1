/**
 * Whether someone's words sound like a complaint or a denunciation, which have laws, clocks and dangers of their own
 * (domain.md §2.1, §2.5). Only a hint: it stops a page to explain, and whoever writes decides what it is.
 */

import { foldedName } from '../units/names.ts'

export type OtherProcedure = 'complaint' | 'denunciation'

/** Words as written with their marks; without marks, only those that mean nothing else so. */
const denunciations = {
  marked: [
    'tố cáo',
    'tham nhũng',
    'tham ô',
    'hối lộ',
    'nhận tiền của dân',
    'vòi tiền',
    'vòi vĩnh',
    'ăn chặn',
    'bao che',
    'lạm quyền',
    'biển thủ',
  ],
  plain: [
    'to cao',
    'tham nhung',
    'tham o',
    'hoi lo',
    'voi tien',
    'voi vinh',
    'an chan',
    'lam quyen',
    'bien thu',
  ],
}
const complaints = {
  marked: [
    'khiếu nại',
    'khiếu kiện',
    'quyết định trái',
    'quyết định sai',
    'xử phạt oan',
    'phạt oan',
    'phạt sai',
    'thu hồi đất sai',
    'thu hồi đất trái',
    'kỷ luật oan',
    'đền bù không đúng quyết định',
  ],
  plain: [
    'khieu nai',
    'khieu kien',
    'quyet dinh trai',
    'quyet dinh sai',
    'xu phat oan',
    'phat oan',
    'ky luat oan',
    'thu hoi dat trai',
  ],
}

const MARKED = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/

/** Undefined when nothing in the words suggests one. A denunciation is looked for first: its author needs care. */
export function otherProcedureIn(text: string): OtherProcedure | undefined {
  const written = ` ${text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  const list = MARKED.test(written) ? 'marked' : 'plain'
  const words = list === 'marked' ? written : ` ${foldedName(text)} `
  const says = (phrases: readonly string[]) => phrases.some((phrase) => words.includes(` ${phrase} `))
  if (says(denunciations[list])) return 'denunciation'
  return says(complaints[list]) ? 'complaint' : undefined
}
