/**
 * The 148 communes and wards of the province of Phú Thọ since 1 July 2025: codes of the General Statistics Office and
 * names, under Decision 19/2025/QĐ-TTg. From github.com/thanglequoc/vietnamese-provinces-database (commit cd580632):
 *
 * MIT License
 *
 * Copyright (c) 2021 Thang Le Quoc
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy
 * of this software and associated documentation files (the "Software"), to deal
 * in the Software without restriction, including without limitation the rights
 * to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 * copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all
 * copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 * IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
 * FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 * AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
 * LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
 * SOFTWARE.
 */

/** Code, name. */
const rows = {
  commune: `
    04831 Đà Bắc, 04846 Đức Nhàn, 04849 Tân Pheo, 04873 Quy Đức, 04876 Cao Sơn, 04891 Tiền Phong,
    04897 Thịnh Minh, 04924 Lương Sơn, 04960 Liên Sơn, 04978 Kim Bôi, 04990 Nật Sơn, 05014 Mường Động,
    05047 Cao Dương, 05068 Hợp Kim, 05086 Dũng Tiến, 05089 Cao Phong, 05092 Thung Nai, 05116 Mường Thàng,
    05128 Tân Lạc, 05134 Mường Hoa, 05152 Vân Sơn, 05158 Mường Bi, 05191 Toàn Thắng, 05200 Mai Châu,
    05206 Tân Mai, 05212 Pà Cò, 05245 Bao La, 05251 Mai Hạ, 05266 Lạc Sơn, 05287 Mường Vang,
    05290 Nhân Nghĩa, 05293 Thượng Cốc, 05305 Yên Phú, 05323 Quyết Thắng, 05329 Ngọc Sơn, 05347 Đại Đồng,
    05353 Yên Thuỷ, 05362 Lạc Lương, 05386 Yên Trị, 05392 Lạc Thuỷ, 05395 An Nghĩa, 05425 An Bình,
    07969 Đoan Hùng, 07996 Bằng Luân, 07999 Chí Đám, 08023 Tây Cốc, 08038 Chân Mộng, 08053 Hạ Hoà,
    08071 Đan Thượng, 08110 Hiền Lương, 08113 Yên Kỳ, 08134 Văn Lang, 08143 Vĩnh Chân, 08152 Thanh Ba,
    08173 Quảng Yên, 08203 Hoàng Cương, 08209 Đông Thành, 08218 Chí Tiên, 08227 Liên Minh, 08230 Phù Ninh,
    08236 Phú Mỹ, 08245 Trạm Thản, 08254 Dân Chủ, 08275 Bình Phú, 08290 Yên Lập, 08296 Sơn Lương,
    08305 Xuân Viên, 08311 Trung Sơn, 08323 Thượng Long, 08338 Minh Hoà, 08341 Cẩm Khê, 08344 Tiên Lương,
    08377 Vân Bán, 08398 Phú Khê, 08416 Hùng Việt, 08431 Đồng Lương, 08434 Tam Nông, 08443 Hiền Quan,
    08467 Vạn Xuân, 08479 Thọ Văn, 08494 Lâm Thao, 08500 Xuân Lũng, 08515 Hy Cương, 08521 Phùng Nguyên,
    08527 Bản Nguyên, 08542 Thanh Sơn, 08545 Thu Cúc, 08560 Lai Đồng, 08566 Tân Sơn, 08584 Võ Miếu,
    08590 Xuân Đài, 08593 Minh Đài, 08611 Văn Miếu, 08614 Cự Đồng, 08620 Long Cốc, 08632 Hương Cần,
    08635 Khả Cửu, 08656 Yên Sơn, 08662 Đào Xá, 08674 Thanh Thuỷ, 08686 Tu Vũ, 08761 Lập Thạch,
    08770 Hợp Lý, 08773 Yên Lãng, 08782 Hải Lựu, 08788 Thái Hoà, 08812 Liên Hoà, 08824 Tam Sơn,
    08842 Tiên Lữ, 08848 Sông Lô, 08866 Sơn Đông, 08869 Tam Dương, 08872 Tam Dương Bắc, 08896 Hoàng An,
    08905 Hội Thịnh, 08911 Tam Đảo, 08914 Đạo Trù, 08923 Đại Đình, 08935 Bình Nguyên, 08944 Bình Tuyền,
    08950 Bình Xuyên, 08971 Xuân Lãng, 09025 Yên Lạc, 09040 Tề Lỗ, 09043 Tam Hồng, 09052 Nguyệt Đức,
    09064 Liên Châu, 09076 Vĩnh Tường, 09079 Vĩnh An, 09100 Vĩnh Hưng, 09106 Vĩnh Thành, 09112 Thổ Tang,
    09154 Vĩnh Phú`,
  ward: `
    04792 Tân Hoà, 04795 Hoà Bình, 04828 Thống Nhất, 04894 Kỳ Sơn, 07894 Nông Trang, 07900 Việt Trì,
    07909 Thanh Miếu, 07918 Vân Phú, 07942 Phú Thọ, 07948 Âu Cơ, 07954 Phong Châu, 08707 Vĩnh Yên,
    08716 Vĩnh Phúc, 08740 Phúc Yên, 08746 Xuân Hoà`,
}

export type Commune = { id: string; kind: 'commune' | 'ward'; name: string }

const communesOf = (kind: Commune['kind']): Commune[] =>
  rows[kind]
    .trim()
    .split(/,\s+/)
    .map((row) => ({
      id: row.slice(0, 5),
      kind,
      name: `${kind === 'ward' ? 'phường' : 'xã'} ${row.slice(6)}`,
    }))

/** All of them, by their codes. */
export const communes: readonly Commune[] = [...communesOf('commune'), ...communesOf('ward')].sort((a, b) =>
  a.id < b.id ? -1 : 1,
)

/** A name that no page may mistake for the real province's own record. */
export const province = { id: '25', name: 'tỉnh Phú Thọ (mẫu)' }

/** Departments that hold dialogues of their own, and answer what communes cannot. */
export const offices = [
  'Sở Nông nghiệp và Môi trường',
  'Sở Xây dựng',
  'Sở Nội vụ',
  'Sở Tài chính',
  'Sở Giáo dục và Đào tạo',
  'Sở Y tế',
  'Sở Công Thương',
  'Sở Tư pháp',
  'Sở Khoa học và Công nghệ',
  'Sở Văn hóa, Thể thao và Du lịch',
  'Sở Dân tộc và Tôn giáo',
  'Công an tỉnh',
].map((name, i) => ({ id: `${province.id}.S${String(i + 1).padStart(2, '0')}`, name }))

/** Which of the three former provinces a commune lay in: they call their hamlets by different words. */
export function landOf(commune: string): 'hoa-binh' | 'phu-tho' | 'vinh-phuc' {
  if (commune < '06000') return 'hoa-binh'
  return commune < '08700' ? 'phu-tho' : 'vinh-phuc'
}
