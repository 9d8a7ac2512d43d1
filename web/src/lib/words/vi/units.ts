import type { UnitKind } from '@goc/domain/units/acts.ts'

const kinds: Record<UnitKind, string> = {
  province: 'Tỉnh',
  office: 'Sở, ngành',
  commune: 'Xã',
  ward: 'Phường',
  'special-zone': 'Đặc khu',
  district: 'Huyện (đã bỏ từ 1/7/2025)',
  village: 'Thôn',
  'residential-group': 'Tổ dân phố',
}

export const units = {
  kinds,
  code: 'mã',
  belongs: (name: string) => `thuộc ${name}`,
  all: 'Xem mọi số liệu của nơi này',
  children: 'Gồm có',
  dialogues: (n: string, year: string) => `Đối thoại năm ${year}: ${n} hội nghị đã tổ chức`,
  title: 'Các nơi',
  lead: 'Mỗi nơi một trang: số liệu, hội nghị đối thoại, và những nơi trực thuộc.',
  /** Headings of lists of places. */
  levels: {
    province: 'Tỉnh',
    office: 'Sở, ngành',
    commune: 'Xã, phường, đặc khu',
    district: 'Huyện (đã bỏ từ 1/7/2025)',
    village: 'Thôn, tổ dân phố',
  },
  find: {
    label: 'Tìm nơi khác',
    own: 'Xem nơi bạn ở',
    example: 'Tên xã, phường, sở…',
    hint: 'Gõ tên có dấu hay không dấu đều được.',
    go: 'Tìm',
    all: 'Danh sách các nơi',
    several: (n: string, asked: string) => `Có ${n} nơi khớp với “${asked}”. Bạn muốn xem nơi nào?`,
    none: (asked: string) => `Không có nơi nào tên là “${asked}”`,
  },
}
