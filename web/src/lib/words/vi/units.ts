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
}
