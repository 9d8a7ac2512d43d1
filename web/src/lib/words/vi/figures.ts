import type { PartName } from '../../parts.ts'

const part: Record<PartName, (n: string) => string> = {
  confirmed: (n) => `${n} người nêu xác nhận`,
  unconfirmed: (n) => `${n} đã trả lời, chưa có xác nhận`,
  disputed: (n) => `${n} người nêu không đồng ý`,
  onTime: (n) => `${n} giải quyết đúng hạn`,
  late: (n) => `${n} giải quyết chậm`,
  open: (n) => `${n} đang trong hạn`,
  overdue: (n) => `${n} quá hạn, chưa xong`,
}

const roman = ['I', 'II', 'III', 'IV']

export const figures = {
  title: 'Số liệu',
  /** Of a usual period: `2025`, `2025-Q1`, `2025-03`. */
  period: (name: string): string => {
    const [year, of] = [name.slice(0, 4), name.slice(5)]
    if (of === '') return `năm ${year}`
    if (of === 'H1') return `6 tháng đầu năm ${year}`
    if (of === 'H2') return `6 tháng cuối năm ${year}`
    if (of === '9M') return `9 tháng đầu năm ${year}`
    return of.startsWith('Q') ? `quý ${roman[Number(of[1]) - 1]} năm ${year}` : `tháng ${Number(of)}/${year}`
  },
  part: (of: string): string => {
    if (of === '') return 'Cả năm'
    if (of === 'H1') return '6 tháng đầu'
    if (of === 'H2') return '6 tháng cuối'
    if (of === '9M') return '9 tháng đầu'
    return of.startsWith('Q') ? `Quý ${roman[Number(of[1]) - 1]}` : `Tháng ${Number(of)}`
  },
  soFar: (period: string, today: string) => `${period}, tính đến ${today}`,
  span: (from: string, to: string) => `từ ${from} đến ${to}`,
  resolvedOf: (resolved: string, received: string) =>
    `${resolved} trong ${received} ý kiến đã được giải quyết`,
  noOpinions: 'Không có ý kiến nào trong kỳ này',
  parts: part,
  choose: {
    title: 'Chọn nơi và kỳ',
    year: 'Năm',
    part: 'Kỳ',
    free: 'Chọn từng ngày',
    from: 'Từ ngày',
    to: 'Đến ngày',
    show: 'Xem',
  },
  what: (span: string, to: string) =>
    `Đếm những ý kiến nêu tại hội nghị đối thoại đã tổ chức ${span}. “Giải quyết” là đã trả lời trước hết ngày ${to} và chưa bị mở lại tính đến lúc đó.`,
  ratings:
    'Những ý kiến này nhập từ sổ của cơ quan, không có biên nhận. Vì vậy chưa có lời xác nhận nào của người nêu; điểm đánh giá trong sổ cũ không được tính thay.',
  how: 'Cách chúng tôi đếm',
  places: 'Từng nơi',
  placesSee: (n: string) => `Xem từng nơi (${n})`,
  placesLead: 'Mỗi số đều mở ra danh sách mà nó đếm.',
  placesAll: (n: string) => `Xem cả ${n} nơi`,
  placesShown: (shown: string, n: string) => `Ở đây là ${shown} trong ${n} nơi.`,
  place: 'Nơi',
  received: 'Tiếp nhận',
  resolved: 'Giải quyết',
  rate: 'Tỷ lệ',
  said: 'Người dân nói gì',
  punctual: 'Đúng hạn đến đâu',
  sortBy: (what: string) => `Xếp theo: ${what}`,
  self: (name: string) => `${name} (tự tổ chức)`,
  few: 'Nơi có ít hơn 5 ý kiến không tính tỷ lệ: quá ít để so sánh, và dễ lộ người nêu.',
  spread: 'Nơi này so với nơi khác',
  spreadLead: 'Mỗi chấm là một xã, phường. Càng về bên phải, càng nhiều ý kiến đã được giải quyết.',
  spreadMany: 'Mỗi cột là số xã, phường có tỷ lệ giải quyết nằm trong khoảng ghi ở dưới.',
  spreadAll: (n: string) => `Xem tên ${n} nơi, từ cao xuống thấp`,
  spreadLabel: (n: string, least: string, most: string) => `${n} nơi, thấp nhất ${least}, cao nhất ${most}`,
  whole: 'toàn tỉnh',
  map: 'Trên bản đồ',
  mapLead: 'Màu càng đậm, tỷ lệ giải quyết càng cao. Ô trắng: dưới 5 ý kiến.',
  mapOf: (n: string) => `Bản đồ tỷ lệ giải quyết của ${n} xã, phường; số đầy đủ ở bảng “Từng nơi”.`,
  toTable: 'Xem thành bảng',
  years: 'Năm này với năm khác',
  yearsLead: 'Cả thanh là số tiếp nhận, phần đậm là số đã giải quyết đến hết kỳ.',
  yearsSame: 'Cùng kỳ của mỗi năm.',
  by: {
    field: 'Theo lĩnh vực',
    kind: 'Theo loại',
    channel: 'Theo cách gửi',
    few: (n: string) => `Khác (${n} mục, mỗi mục dưới 5 ý kiến)`,
    resolvedOf: 'Giải quyết / tiếp nhận',
  },
  time: {
    title: 'Đúng hạn và quá hạn',
    onTime: 'Giải quyết đúng hạn',
    late: 'Giải quyết chậm',
    overdue: 'Chưa xong và đã quá hạn',
    open: 'Chưa giải quyết',
    inTime: 'Chưa giải quyết, còn hạn',
    reopened: 'Từng bị mở lại',
  },
  voice: {
    title: 'Lời người nêu',
    confirmed: 'Xác nhận đã giải quyết',
    disputed: 'Không đồng ý',
    unconfirmed: 'Đã trả lời, người nêu chưa nói gì',
    silent: 'Quá 15 ngày không nói gì',
  },
  dialogues: {
    title: 'Hội nghị đối thoại',
    held: 'Đã tổ chức',
    periodic: 'Định kỳ',
    extraordinary: 'Đột xuất',
    inPerson: 'Trực tiếp',
    online: 'Trực tuyến',
    hybrid: 'Kết hợp',
    cancelled: 'Đã hủy',
    postponed: 'Đã hoãn',
    minutesPublished: 'Đã công bố biên bản',
    attendees: 'Lượt người dự',
    communesWithDialogue: 'Xã, phường, đặc khu có đối thoại',
    see: 'Xem từng hội nghị',
  },
  petitions: {
    received: 'Tiếp nhận',
    answered: 'Đã trả lời',
    answeredOnTime: 'Trả lời đúng hạn',
    answeredLate: 'Trả lời chậm',
    open: 'Chưa trả lời',
    openOverdue: 'Chưa trả lời và đã quá hạn',
    joined: 'Số người cùng nêu',
    declined: 'Không thụ lý, có nêu căn cứ',
    transferred: 'Chuyển đến nơi có trách nhiệm',
    rekeyed: 'Ý kiến nói bằng biên nhận cấp lại',
  },
  /** What figures count; before the name of one. */
  rooms: { dialogues: 'Hội nghị đối thoại', opinions: 'Ý kiến', petitions: 'Phản ánh, kiến nghị' },
  other: 'Một con số khác',
  trust: {
    title: 'Con số này từ đâu ra',
    imported: 'Nhập từ sổ cũ',
    importedOf: (n: string, all: string) => `${n} trong ${all} ý kiến`,
    witnessed: 'Làm chứng',
    witnessedBy: (n: string, all: string) => `${n} trong ${all} bên`,
    witnessedNone: 'chưa có bên nào',
    checkpoint: 'Mốc sổ',
    lines: (n: string) => `${n} dòng`,
    at: 'Lúc',
  },
  list: {
    title: 'Những gì con số này đếm',
    lead: 'Mỗi dòng dưới đây được đếm một lần.',
    leadSum: 'Con số là tổng số người dự của những hội nghị dưới đây.',
    held: (day: string) => `hội nghị ngày ${day}`,
    line: (index: string) => `dòng ${index} trong sổ`,
    none: 'Không có gì để đếm ở đây.',
    back: 'Về con số',
  },
}
