/** For tests: small books that hold, to be spoiled one at a time. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Book } from '@goc/store/books/rows.ts'

export type Books = Record<Book, string[][]>

/** A province with a commune and an office; two dialogues held and one cancelled; three opinions. */
export const smallBooks = (): Books => ({
  units: [
    ['code', 'name', 'type', 'parent', 'households', 'population'],
    ['07894', 'xã Tân Lập', 'xa', '25', '1200', '4800'],
    ['25', 'tỉnh Phú Thọ', 'tinh', '', '', ''],
    ['25S01', 'Sở Xây dựng', 'so_nganh', '25', '', ''],
  ],
  dialogues: [
    'id,unit_code,kind,mode,status,start,notice_date,chair,topic,attendees,minutes_published'.split(','),
    'DT1,07894,dinh_ky,truc_tiep,da_to_chuc,2025-03-10T08:00:00+07:00,2025-03-01,Chủ tịch UBND,Nước sạch,120,2025-03-15'.split(
      ',',
    ),
    'DT2,07894,dot_xuat,truc_tuyen,huy,2025-04-10T08:00:00+07:00,2025-04-01,Bí thư,Giao thông,0,'.split(','),
    'DT3,25,dinh_ky,ket_hop,da_to_chuc,2025-05-10T08:00:00+07:00,,Chủ tịch UBND,Đất đai,300,'.split(','),
  ],
  opinions: [
    'id,dialogue_id,unit_code,seq,received_at,channel,speaker,field,kind,text,assigned_unit,due_date,status_at_export,resolved_at_final'.split(
      ',',
    ),
    'YK1,DT1,07894,1,2025-03-10T08:30:00+07:00,tai_phong,nguoi_dan,dien_nuoc,kien_nghi,Nước giếng đục,07894,2025-04-10,da_giai_quyet,2025-04-20T10:00:00+07:00'.split(
      ',',
    ),
    'YK2,DT1,07894,2,2025-03-10T08:40:00+07:00,truc_tuyen,to_chuc,giao_thong,phan_anh,Cầu hỏng lan can,25S01,2025-04-10,dang_giai_quyet,'.split(
      ',',
    ),
    'YK3,DT3,25,1,2025-05-10T09:00:00+07:00,tai_phong,nguoi_dan,dat_dai,khieu_nai,Chưa có sổ đỏ,25S01,2025-06-10,da_giai_quyet,2025-06-01T09:00:00+07:00'.split(
      ',',
    ),
  ],
  resolutions: [
    'id,opinion_id,seq,resolved_at,method,document_no,answer_published,rating,reopened_at'.split(','),
    'GQ1,YK1,1,2025-04-01T10:00:00+07:00,van_ban,6/TB-UBND,1,2,2025-04-05T10:00:00+07:00'.split(','),
    'GQ2,YK1,2,2025-04-20T10:00:00+07:00,cong_trinh,7/TB-UBND,1,5,'.split(','),
    'GQ3,YK3,1,2025-06-01T09:00:00+07:00,tra_loi_tai_cho,,0,,'.split(','),
  ],
})

export type Written = { separator?: string; newline?: string; encode?(text: string): Uint8Array }

export const csvOf = (rows: readonly string[][], separator = ',', newline = '\n'): string =>
  rows
    .map(
      (row) =>
        row
          .map((cell) =>
            /[",;\t\n\r]/.test(cell) && !cell.startsWith('\0') ? `"${cell.replaceAll('"', '""')}"` : cell,
          )
          .join(separator) + newline,
    )
    .join('')
    .replaceAll('\0', '')

export function writeBooks(
  folder: string,
  books: Partial<Books>,
  { separator, newline, encode = (text) => Buffer.from(text) }: Written = {},
): string {
  mkdirSync(folder, { recursive: true })
  for (const [name, rows] of Object.entries(books))
    writeFileSync(join(folder, `${name}.csv`), encode(csvOf(rows, separator, newline)))
  return folder
}

/** Windows-1258: base letters as one byte, tones as marks behind them. */
export function encode1258(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1258')
  const bytes = new Map<string, number>()
  for (let byte = 0; byte < 256; byte++) bytes.set(decoder.decode(Uint8Array.of(byte)), byte)
  const tones = /[\u0300\u0301\u0303\u0309\u0323]/
  const letters = [...text.normalize('NFC')].flatMap((letter) => {
    if (bytes.has(letter)) return [letter]
    const parts = [...letter.normalize('NFD')]
    const tone = parts.filter((part) => tones.test(part))
    return [
      parts
        .filter((part) => !tones.test(part))
        .join('')
        .normalize('NFC'),
      ...tone,
    ]
  })
  return Uint8Array.from(letters, (letter) => {
    const byte = bytes.get(letter)
    if (byte === undefined) throw new Error(`Windows-1258 has no ${letter}`)
    return byte
  })
}
