/**
 * What people say at the invented dialogues, by the field it is filed under, each with its answer. `{o}` is a hamlet,
 * `{x}` the commune or ward, `{c}` the office that answers, `{n}` a few, `{m}` metres, `{h}` households, `{t}` a month,
 * `{d}` a day to come. Nobody is named, and nothing of it was ever said.
 */

import { dailyLife } from './daily-life.ts'
import { landAndWorks } from './land-and-works.ts'

export type Field = keyof typeof landAndWorks | keyof typeof dailyLife
export type Pair = { said: string; answer: string }

const texts: Record<Field, string> = { ...landAndWorks, ...dailyLife }

const pairsOf = (text: string): Pair[] =>
  text
    .trim()
    .split(/\n(?! *→)/)
    .map((pair) => {
      const [said = '', answer = ''] = pair.split('\n').map((line) => line.replace('→', '').trim())
      return { said, answer }
    })

export const fields = Object.keys(texts) as Field[]
export const pairsBy = Object.fromEntries(fields.map((field) => [field, pairsOf(texts[field])])) as Record<
  Field,
  Pair[]
>

const weightBy: Record<Field, number> = {
  dat_dai: 20,
  giao_thong: 18,
  moi_truong: 12,
  chinh_sach_xa_hoi: 11,
  dien_nuoc: 10,
  thu_tuc_hanh_chinh: 9,
  nong_thon_moi: 7,
  dau_tu_cong: 6,
  an_ninh_trat_tu: 6,
  giao_duc: 5,
  y_te: 4,
}
/** How often each field comes up, in the order of `fields`. */
export const fieldWeights = fields.map((field) => weightBy[field])

/** How a matter ends that is done rather than written. */
export const methodOf: Partial<Record<Field, string>> = {
  giao_thong: 'cong_trinh',
  dau_tu_cong: 'cong_trinh',
  dien_nuoc: 'cong_trinh',
  chinh_sach_xa_hoi: 'chi_tra',
  dat_dai: 'dinh_chinh',
}

/** Said on the spot, where the answer would tell of what takes longer. */
export const onTheSpot = 'Giao {c} làm xong trước ngày {d} và báo kết quả cho {o}'

/** After a matter was opened again. */
export const again = [
  'Sau khi kiểm tra lại tại {o}, {c} đã làm bổ sung và lập biên bản có đại diện người dân ký',
  '{c} xin lỗi vì trả lời lần trước chưa đủ; phần còn lại ở {o} hoàn thành và được kiểm tra ngày {d}',
  'Đã đối chiếu lại với thực tế ở {o}: ý kiến là đúng, phần còn thiếu được bổ sung trước ngày {d}',
  '{c} đã gặp người dân {o}, thống nhất việc phải làm thêm và thời hạn ngày {d}',
]

/** What people add when they do not agree with an answer. */
export const reasons = [
  'Trả lời chung chung, chưa nói rõ ai làm',
  'Đã hứa làm nhưng đến nay ở {o} chưa thấy gì',
  'Mới làm tạm, được ít hôm lại như cũ',
  'Chưa trả lời đúng điều chúng tôi hỏi',
  'Văn bản nói đã xong nhưng thực tế ở {o} chưa xong',
  'Chưa có ai về {o} xem thực tế',
  'Đề nghị nêu rõ đơn vị chịu trách nhiệm',
  'Mới giải quyết cho một số hộ ở {o}, các hộ khác chưa được xem xét',
  'Thời hạn đưa ra quá xa, đề nghị làm sớm hơn',
]
