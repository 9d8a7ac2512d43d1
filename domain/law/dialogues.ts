/** Dialogues between leaders and people (domain.md §1.6), and what is owed to an opinion raised there. */

import type { Rule } from './rule.ts'

/** In force with the two levels of local government. */
const from = '2025-07-01'
const article43 = { law: '72/2025/QH15', article: '43' }

export const dialogueRules = [
  {
    code: 'dialogue-notice',
    value: 7,
    unit: 'day',
    from,
    grade: 'V',
    basis: {
      ...article43,
      vi: 'Thời gian, địa điểm, nội dung và cách tham gia được thông báo ít nhất 7 ngày trước hội nghị.',
      en: 'Time, place, content and how to take part are announced at least 7 days before.',
    },
  },
  {
    code: 'dialogue-minutes',
    value: 10,
    unit: 'day',
    from,
    grade: 'V',
    basis: {
      ...article43,
      vi: 'Kết quả được công bố, niêm yết và gửi trưởng thôn chậm nhất 10 ngày sau hội nghị.',
      en: 'The result is published, posted and sent to village heads at most 10 days after.',
    },
  },
  {
    code: 'dialogue-per-year',
    value: 1,
    unit: 'times',
    from,
    grade: 'V',
    basis: {
      ...article43,
      vi: 'Mỗi xã, phường, đặc khu tổ chức đối thoại ít nhất mỗi năm một lần.',
      en: 'Each commune, ward and special zone holds a dialogue at least once a year.',
    },
  },
  {
    code: 'dialogue-voters-ask',
    value: 10,
    unit: 'percent',
    from,
    grade: 'V',
    basis: {
      ...article43,
      vi: 'Phải đối thoại khi có ít nhất 10% cử tri của xã, phường, đặc khu yêu cầu.',
      en: 'A dialogue must be held when at least 10% of the commune’s voters ask for it.',
    },
  },
  {
    code: 'opinion-answer',
    value: 15,
    unit: 'working-day',
    grade: 'proposal',
    basis: {
      vi: 'Chưa có luật định thời hạn: Gốc đề xuất trả lời trong 15 ngày làm việc sau đối thoại.',
      en: 'No law sets a time: Gốc proposes an answer within 15 working days of the dialogue.',
    },
  },
  {
    code: 'answer-silent',
    value: 15,
    unit: 'day',
    grade: 'proposal',
    basis: {
      vi: 'Sau 15 ngày không có ý kiến của người hỏi, câu trả lời được tính là chưa có xác nhận; im lặng không phải là hài lòng.',
      en: 'After 15 days without a word from whoever asked, an answer counts as silent; silence is not satisfaction.',
    },
  },
  {
    code: 'answer-verdict',
    value: 15,
    unit: 'day',
    grade: 'proposal',
    basis: {
      vi: 'Người hỏi có 15 ngày kể từ ngày được trả lời để xác nhận, phản đối hoặc đổi ý.',
      en: 'Whoever asked has 15 days from the answer to confirm it, dispute it, or change their mind.',
    },
  },
] as const satisfies readonly Rule[]
