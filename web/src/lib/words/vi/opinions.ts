import type { OpinionFact } from '@goc/domain/opinions/acts.ts'

const steps: Record<OpinionFact['kind'], string> = {
  'opinion.raised': 'Nêu tại hội nghị đối thoại',
  'opinion.resolved': 'Đã trả lời',
  'opinion.reopened': 'Mở lại để xem xét tiếp',
  'opinion.rated': 'Sổ của cơ quan có ghi điểm đánh giá',
  'opinion.confirmed': 'Người nêu xác nhận: việc đã được giải quyết',
  'opinion.disputed': 'Người nêu không đồng ý với câu trả lời',
}

/** Codes as offices' books have them; an unknown one is shown as it is. */
const fields: Record<string, string> = {
  dat_dai: 'Đất đai',
  giao_thong: 'Giao thông',
  chinh_sach_xa_hoi: 'Chính sách xã hội',
  thu_tuc_hanh_chinh: 'Thủ tục hành chính',
  moi_truong: 'Môi trường',
  dien_nuoc: 'Điện, nước',
  an_ninh_trat_tu: 'An ninh, trật tự',
  nong_thon_moi: 'Nông thôn mới',
  giao_duc: 'Giáo dục',
  y_te: 'Y tế',
  dau_tu_cong: 'Đầu tư công',
}
const kinds: Record<string, string> = { kien_nghi: 'Kiến nghị', phan_anh: 'Phản ánh', khieu_nai: 'Khiếu nại' }
const channels: Record<string, string> = { tai_phong: 'Nêu tại hội trường', truc_tuyen: 'Gửi qua mạng' }
const methods: Record<string, string> = {
  van_ban: 'bằng văn bản',
  tra_loi_tai_cho: 'ngay tại hội nghị',
  cong_trinh: 'bằng việc đã làm',
  chi_tra: 'bằng chi trả',
  dinh_chinh: 'bằng đính chính',
}

export const opinions = {
  title: 'Ý kiến',
  steps,
  fields,
  kinds,
  channels,
  methods,
  hidden: 'Nội dung không công khai. Số liệu vẫn đếm ý kiến này.',
  open: 'Đang giải quyết',
  overdue: 'Quá hạn',
  resolved: 'Đã trả lời',
  confirmed: 'Người nêu xác nhận',
  disputed: 'Người nêu không đồng ý',
  path: 'Đường đi của ý kiến',
  inRecord: (index: string) => `dòng ${index} trong sổ`,
  waiting: (unit: string, day: string) => `Chờ ${unit} trả lời, hạn ${day}`,
  waitingLate: (unit: string, day: string) => `Chờ ${unit} trả lời, đã quá hạn ${day}`,
  rated: (n: string) => `điểm ${n} trên 5, không tính là xác nhận`,
  facts: 'Thông tin',
  field: 'Lĩnh vực',
  kind: 'Loại',
  channel: 'Cách gửi',
  meeting: 'Nêu tại',
  unit: 'Nơi nêu',
  assigned: 'Nơi trả lời',
  due: 'Hạn trả lời',
  complaint:
    'Khiếu nại được giải quyết theo Luật Khiếu nại. Ở đây chỉ ghi rằng có một ý kiến thuộc loại này.',
  imported: 'Nhập từ sổ của cơ quan, trước khi có Gốc. Ngày là ngày mà sổ đó ghi.',
}
