import type { MeetingFact } from '@goc/domain/meetings/acts.ts'
import type { OpinionFact } from '@goc/domain/opinions/acts.ts'
import type { Role } from '@goc/domain/people.ts'
import type { UnitFact } from '@goc/domain/units/acts.ts'

export type ActKind = UnitFact['kind'] | MeetingFact['kind'] | OpinionFact['kind']

/** What happened, in a sentence; `by` and `unit` are shown beside it. */
const acts: Record<ActKind, string> = {
  'unit.established': 'Ghi nhận một đơn vị',
  'unit.renamed': 'Đổi tên đơn vị',
  'unit.moved': 'Đơn vị chuyển về nơi khác',
  'unit.abolished': 'Đơn vị kết thúc',
  'unit.succeeded': 'Ghi nơi kế tục đơn vị',
  'meeting.called': 'Thông báo hội nghị đối thoại',
  'meeting.postponed': 'Hoãn hội nghị đối thoại',
  'meeting.cancelled': 'Hủy hội nghị đối thoại',
  'meeting.held': 'Tổ chức hội nghị đối thoại',
  'meeting.minutes-published': 'Công bố biên bản hội nghị',
  'opinion.raised': 'Ghi một ý kiến nêu tại hội nghị',
  'opinion.resolved': 'Trả lời một ý kiến',
  'opinion.reopened': 'Mở lại một ý kiến',
  'opinion.rated': 'Chép điểm đánh giá từ sổ cũ',
  'opinion.confirmed': 'Người nêu xác nhận câu trả lời',
  'opinion.disputed': 'Người nêu không đồng ý với câu trả lời',
}

const roles: Record<Role, string> = {
  reception: 'cán bộ tiếp dân',
  officer: 'chuyên viên',
  leader: 'lãnh đạo',
  moderator: 'người điều hành',
  secretary: 'thư ký',
  editor: 'biên tập viên',
  reporter: 'cán bộ báo cáo',
  supervisor: 'người giám sát',
  auditor: 'kiểm toán viên',
  admin: 'quản trị viên',
}

export const record = {
  title: 'Sổ công khai',
  lead: 'Mọi việc trên Gốc đều là một dòng trong cuốn sổ này. Sổ chỉ thêm được, không sửa được. Ai cũng tải về và kiểm được.',
  acts,
  roles,
  system: 'Gốc',
  systemImport: 'chép từ sổ cũ',
  citizen: 'người nêu',
  size: 'dòng',
  state: 'Mốc mới nhất',
  origin: 'Tên sổ',
  root: 'Dấu gốc',
  time: 'Lúc',
  key: 'Khóa kiểm của sổ',
  note: 'Mốc có chữ ký, nguyên văn',
  witnesses: 'Các bên làm chứng',
  witnessesLead: 'Bên làm chứng ký lên mốc của sổ. Nếu ai sửa sổ, mốc mới sẽ không khớp với mốc họ đã ký.',
  witnessedAt: (at: string) => `ký lần cuối ${at}`,
  witnessedNever: 'chưa ký',
  witnessesNone: 'Chưa có bên làm chứng nào được khai báo.',
  verify: 'Tự kiểm cả cuốn sổ',
  verifyHow: 'Lệnh này tải sổ về máy của bạn, kiểm mọi chữ ký, tính lại mọi dấu và đếm lại mọi con số.',
  latest: 'Những dòng mới nhất',
  earlier: 'Những dòng trước đó',
  line: 'Dòng',
  what: 'Việc',
  who: 'Ai',
  where: 'Nơi',
  day: 'Ngày',
  empty: 'Sổ chưa có dòng nào.',
  act: (index: string) => `Dòng ${index}`,
  entered: 'Ghi vào sổ lúc',
  claimed: 'Ngày theo sổ cũ',
  about: 'Về việc',
  leaf: 'Nguyên văn dòng trong sổ',
  leafWhy:
    'Lời và tên của người dân không nằm trong sổ. Ở chỗ đó là một dấu niêm, mở ra được mà không sửa được.',
  hash: 'Dấu của dòng này',
  proof: 'Bằng chứng dòng này nằm trong sổ',
  proofDownload: 'Tải bằng chứng',
  before: 'Dòng trước',
  after: 'Dòng sau',
}
