/** Matters by the million for the lookup: subjects in several wordings, at places, in communes of very different size. */

import { addDays } from '@goc/domain/day.ts'
import type { IndexedMatter } from '@goc/store/similar.ts'
import { type Random, randomFor } from '../demo/random.ts'

const said: readonly [field: string, ...wordings: string[]][] = [
  [
    'giao_thong',
    'Mặt đường {p} nhiều ổ gà, {w}',
    'Đường {p} hư hỏng nặng, {w}',
    'duong {p} o ga nhieu qua, {w}',
  ],
  ['giao_thong', 'Đoạn {p} bị ngập mỗi khi mưa, {w}', 'mưa là {p} úng nước, {w}', 'ngap nuoc o {p}, {w}'],
  [
    'dien_nuoc',
    'Đèn đường {p} hỏng, {w}',
    'Đèn chiếu sáng {p} không sáng, {w}',
    'den duong {p} chay bong, {w}',
  ],
  ['moi_truong', 'Rác thải {p} không thu gom, {w}', 'rác ở {p} chất đống, {w}', 'rac {p} ko ai gom, {w}'],
  ['moi_truong', 'Cống {p} bị tắc, {w}', 'cống {p} nghẹt, {w}', 'cong thoat nuoc {p} tac, {w}'],
  ['dien_nuoc', '{p} mất nước sạch, {w}', '{p} cúp nước, {w}', '{p} mat nuoc, {w}'],
  ['dien_nuoc', '{p} mất điện liên tục, {w}', 'điện ở {p} chập chờn, {w}'],
  ['an_ninh_trat_tu', 'Karaoke ồn ào ở {p}, {w}', 'loa kẹo kéo {p} hát, {w}'],
  ['an_ninh_trat_tu', 'Chó thả rông ở {p}, {w}', 'cho tha rong {p} khong ro mom, {w}'],
  ['an_ninh_trat_tu', 'Mất trộm gà ở {p}, {w}', 'thanh niên đua xe nẹt pô qua {p}, {w}'],
  ['dat_dai', 'Hồ sơ sổ đỏ của các hộ {p} chậm, {w}', 'Đền bù đất ở {p} thấp, {w}'],
  ['moi_truong', 'Trại lợn {p} xả thải mùi hôi, {w}', 'Khói đốt rơm ở {p} mù mịt, {w}'],
  ['giao_thong', 'Cây xanh {p} sắp đổ, {w}', 'Cột điện {p} nghiêng, {w}', 'Nắp hố ga {p} bị mất, {w}'],
  ['giao_thong', 'Xe tải quá tải chạy qua {p}, {w}', 'Vỉa hè {p} bị lấn chiếm, {w}'],
]
const streets =
  'Nguyễn Huệ,Hùng Vương,Lê Lợi,Trần Phú,Quang Trung,Hai Bà Trưng,Phan Bội Châu,Lý Thường Kiệt,Trần Hưng Đạo,Nguyễn Tất Thành'.split(
    ',',
  )
const more =
  'đề nghị xã sửa sớm,bà con rất bức xúc,trẻ em đi học nguy hiểm,đã ba tháng nay,người già đi lại khó,mong được xử lý trước Tết,xe máy hay bị ngã,mùi khó chịu suốt ngày,không ai đến xem,ảnh hưởng buôn bán,đêm không ngủ được,đã báo nhiều lần,nước tràn vào nhà,tối không dám ra đường'.split(
    ',',
  )

export const COMMUNES = 148
const LAST = '2025-12-31'

/** The commune of a matter: the largest has one in ten, far more than any real one, the smallest one in 300. */
const communeOf = (random: Random): string => `C${Math.floor(COMMUNES * random.next() ** 2.2) + 1}`

function placeOf(random: Random): string {
  const kind = random.next()
  if (kind < 0.4) return `thôn ${random.between(1, 20)}`
  if (kind < 0.6) return `ngõ ${random.between(1, 120)} đường ${random.pick(streets)}`
  if (kind < 0.75) return `số nhà ${random.between(1, 300)} phố ${random.pick(streets)}`
  if (kind < 0.9) return `khu ${random.between(1, 15)}`
  return 'chỗ này'
}

/** The ith of an endless list that is the same in every run; `unit` puts it into one commune. */
export function generated(i: number, unit?: string): IndexedMatter {
  const random = randomFor(`matter ${i}`)
  const [field, ...wordings] = random.pick(said)
  const commune = unit ?? communeOf(random)
  const text = random
    .pick(wordings)
    .replace('{p}', placeOf(random))
    .replace('{w}', `${random.pick(more)}, ${random.pick(more)}`)
  const point = { lat: 21 + random.next() * 0.08, lon: 105 + random.next() * 0.08 }
  return {
    id: `petition/${i}`,
    unit: commune,
    field,
    text,
    day: addDays(LAST, -random.between(0, 364)),
    ...(random.chance(0.4) && { point }),
  }
}
