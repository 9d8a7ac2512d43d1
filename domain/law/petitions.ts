/**
 * Petitions and feedback (domain.md §2.2, §3.3). No law sets one time for an answer: a province sets its own, and
 * until it has, these are the defaults.
 */

import type { Rule } from './rule.ts'

export const petitionRules = [
  {
    code: 'petition-urgent',
    value: 4,
    unit: 'working-hour',
    grade: 'proposal',
    basis: {
      vi: 'Việc khẩn cấp (thiên tai, dịch bệnh, tai nạn, nguy hiểm): Gốc đề xuất trả lời trong 4 giờ làm việc.',
      en: 'Urgent matters (disaster, epidemic, accident, danger): Gốc proposes 4 working hours.',
    },
  },
  {
    code: 'petition-normal',
    value: 5,
    unit: 'working-day',
    grade: 'proposal',
    basis: {
      vi: 'Việc thông thường: Gốc đề xuất trả lời trong 5 ngày làm việc.',
      en: 'Ordinary matters: Gốc proposes an answer within 5 working days.',
    },
  },
  {
    code: 'petition-complex',
    value: 15,
    unit: 'working-day',
    grade: 'proposal',
    basis: {
      vi: 'Việc phức tạp, cần nhiều cơ quan hoặc phải theo thủ tục: Gốc đề xuất 15 ngày làm việc.',
      en: 'Complex matters, with many agencies or a legal procedure: Gốc proposes 15 working days.',
    },
  },
  {
    code: 'petition-extension',
    value: 1,
    unit: 'times',
    grade: 'proposal',
    basis: {
      vi: 'Việc phức tạp được gia hạn một lần, phải nêu lý do.',
      en: 'A complex matter may be extended once, with a reason.',
    },
  },
  {
    code: 'petition-transfer',
    value: 5,
    unit: 'working-day',
    grade: 'V*',
    basis: {
      law: '05/2021/TT-TTCP',
      vi: 'Kiến nghị, phản ánh không thuộc thẩm quyền được chuyển đến nơi có thẩm quyền trong 5 ngày làm việc.',
      en: 'A petition for another body is passed on to it within 5 working days.',
    },
  },
  {
    code: 'letter-sorting',
    value: 10,
    unit: 'working-day',
    grade: 'M',
    basis: {
      law: '05/2021/TT-TTCP',
      vi: 'Đơn được phân loại, xử lý hoặc thông báo trong 10 ngày làm việc kể từ ngày nhận.',
      en: 'A letter is sorted, passed on or answered about within 10 working days of receipt.',
    },
  },
  {
    code: 'reception-answer',
    value: 10,
    unit: 'working-day',
    grade: 'M',
    basis: {
      law: '42/2013/QH13',
      article: '28',
      vi: 'Sau khi tiếp công dân, cơ quan thông báo kết quả xử lý trong 10 ngày làm việc.',
      en: 'After receiving a citizen, the office says within 10 working days how the matter is handled.',
    },
  },
] as const satisfies readonly Rule[]
