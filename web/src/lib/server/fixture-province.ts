/** An invented province: names of places that are in no register. For pages without a store, and for tests. */

import type { UnitLabel } from './read.ts'

const communes = [
  'xã Suối Ngà',
  'xã Đồng Mai',
  'phường Bến Gỗ',
  'xã Hạ Khê',
  'xã Thượng Khê',
  'phường Chợ Đình',
  'xã Gò Sậy',
  'xã Lũng Vàu',
  'xã Bình Lãng',
  'phường Tân Kiều',
  'xã Đầm Sen',
  'xã Núi Voi',
  'xã Quế Phong Hạ',
  'xã Cầu Đá',
  'xã Mường Lươn',
  'phường An Trạch',
  'xã Phú Khê',
  'xã Vân Trục',
  'xã Hoàng Lý',
  'xã Khe Ráng',
]

const offices = ['Sở Xây dựng', 'Sở Nông nghiệp và Môi trường', 'Sở Y tế']

export const province: UnitLabel = { id: '99', code: '99', kind: 'province', name: 'tỉnh Vân Giang' }

export const belowProvince: UnitLabel[] = [
  ...offices.map(
    (name, i): UnitLabel => ({ id: `99S0${i + 1}`, code: `99S0${i + 1}`, kind: 'office', name }),
  ),
  ...communes.map((name, i): UnitLabel => {
    const code = `99${String(i + 1).padStart(3, '0')}`
    return { id: code, code, kind: name.startsWith('phường') ? 'ward' : 'commune', name }
  }),
]

export const topics = [
  'Đất đai và giải phóng mặt bằng',
  'Nước sạch và môi trường',
  'Giao thông nông thôn',
  'Thủ tục hành chính sau sắp xếp',
  'Chính sách cho người có công',
  'Trường lớp đầu năm học',
  'An ninh trật tự khu dân cư',
  'Điện và chiếu sáng công cộng',
]

export const texts = [
  'Đề nghị sửa đoạn mương bị sạt ở cuối xóm',
  'Đèn đường đầu thôn hỏng đã hai tháng',
  'Hỏi về thời hạn cấp giấy chứng nhận quyền sử dụng đất',
  'Rác tồn đọng ở bãi tập kết cạnh trường',
  'Đề nghị thêm một lớp mầm non ở điểm lẻ',
  'Nước máy yếu vào buổi chiều',
  'Hỏi mức hỗ trợ tiền điện năm nay',
  'Đề nghị làm gờ giảm tốc trước cổng chợ',
]

/** Quadrangles that share their corners, bent a little: enough to try a map with. */
export function outlinesOf(
  ids: ReadonlySet<string>,
): GeoJSON.FeatureCollection<GeoJSON.Geometry, { id: string }> {
  const corner = (x: number, y: number): [number, number] => {
    const bend = (n: number) => ((((n * 2_654_435_761) >>> 0) % 100) / 100 - 0.5) * 0.07
    return [105 + x * 0.14 + bend(x * 31 + y * 7 + 1), 21 + y * 0.13 + bend(x * 13 + y * 57 + 5)]
  }
  const features = belowProvince
    .filter(({ kind }) => kind !== 'office')
    .map(({ id }, i): GeoJSON.Feature<GeoJSON.Geometry, { id: string }> => {
      const [x, y] = [i % 5, Math.floor(i / 5)]
      const ring = [corner(x, y), corner(x, y + 1), corner(x + 1, y + 1), corner(x + 1, y), corner(x, y)]
      return { type: 'Feature', properties: { id }, geometry: { type: 'Polygon', coordinates: [ring] } }
    })
    .filter(({ properties }) => ids.has(properties.id))
  return { type: 'FeatureCollection', features }
}
