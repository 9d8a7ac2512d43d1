import type { Mode, Regularity } from '@goc/domain/meetings/acts.ts'
import type { Meeting } from '@goc/domain/meetings/rules.ts'

const regularity: Record<Regularity, string> = { periodic: 'Định kỳ', extraordinary: 'Đột xuất' }
const mode: Record<Mode, string> = { inPerson: 'Trực tiếp', online: 'Trực tuyến', hybrid: 'Kết hợp' }
const status: Record<Meeting['status'], string> = {
  called: 'Đã thông báo',
  postponed: 'Đã hoãn',
  cancelled: 'Đã hủy',
  held: 'Đã tổ chức',
}

export const dialogues = {
  title: 'Hội nghị đối thoại',
  lead: 'Mỗi hội nghị là một lần lãnh đạo gặp dân, nghe và trả lời. Mọi ý kiến nêu ra đều được theo đến khi xong.',
  regularity,
  mode,
  status,
  count: (n: string) => `${n} hội nghị đã tổ chức`,
  none: 'Không có hội nghị nào ở nơi này trong năm này.',
  topic: 'Chủ đề',
  where: 'Nơi tổ chức',
  chair: 'Chủ trì',
  kind: 'Loại',
  attendees: 'Người dự',
  attendeesNone: 'chưa ghi',
  minutes: 'Biên bản',
  minutesOn: (day: string) => `công bố ngày ${day}`,
  minutesNone: 'chưa công bố',
  state: 'Tình trạng',
  opinions: 'Ý kiến đã nêu',
  opinionsOf: (resolved: string, received: string) => `${resolved} trong ${received} ý kiến đã giải quyết`,
  opinionsNone: 'Chưa có ý kiến nào được ghi.',
  imported: 'Nhập từ sổ của cơ quan, trước khi có Gốc.',
  opinion: 'Ý kiến',
  assigned: 'Nơi trả lời',
  due: 'Hạn',
}
