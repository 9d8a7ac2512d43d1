/** What messages say: a matter's code, what kind of step happened, a link. No name, and no word of the matter. */

import type { MessageLang } from '@goc/store/notices/channels.ts'
import type { DigestCounts } from '@goc/store/notices/digests.ts'
import type { Taken } from '@goc/store/notices/queue.ts'
import type { Step } from '@goc/store/notices/steps.ts'

export type Message = {
  subject: string
  text: string
  /** The same in one line, for a telephone. */
  short: string
  /** Where it leads. */
  link: string
  /** Where one is left alone again; absent where that is a setting of an account. */
  stop?: string
  /** What a button says that leads there. */
  out?: string
}

type Words = {
  steps: Record<Step, string>
  step(code: string, what: string): { subject: string; lead: string }
  confirm(code: string): { subject: string; lead: string; how: string; not: string; short: string }
  see: string
  automatic: string
  stop: string
  out: string
}

const vi: Words = {
  steps: {
    accepted: 'cơ quan đã tiếp nhận',
    'info-asked': 'cơ quan hỏi thêm thông tin',
    answered: 'đã có câu trả lời',
    reopened: 'việc được mở lại vì chưa xong',
    declined: 'cơ quan không tiếp nhận, có nêu lý do',
    reviewed: 'việc không tiếp nhận đã được xem xét lại',
    transferred: 'việc được chuyển sang cơ quan khác',
    extended: 'thời hạn trả lời được gia hạn',
    merged: 'việc được gộp với một việc khác',
    rekeyed: 'một biên nhận được cấp lại, biên nhận cũ không mở được nữa',
  },
  step: (code, what) => ({
    subject: `Việc ${code}: ${what}`,
    lead: `Việc mã ${code} có bước mới: ${what}.`,
  }),
  confirm: (code) => ({
    subject: `Xác nhận nhận tin về việc ${code}`,
    lead: `Có người, có lẽ là bạn, muốn được báo ở đây mỗi khi việc mã ${code} có bước mới.`,
    how: 'Nếu đúng là bạn, mở đường dẫn này rồi bấm nút (dùng được trong 3 ngày):',
    not: 'Nếu không phải, bạn không cần làm gì: sẽ không có tin nào nữa.',
    short: `Muốn được báo về việc ${code}? Mở để xác nhận:`,
  }),
  see: 'Xem việc:',
  automatic: 'Tin tự động. Vì sự riêng tư, tin không có nội dung việc.',
  stop: 'Thôi nhận tin:',
  out: 'Thôi nhận tin',
}

const en: Words = {
  steps: {
    accepted: 'the office has accepted it',
    'info-asked': 'the office asks for more information',
    answered: 'there is an answer',
    reopened: 'it was reopened, as it is not settled',
    declined: 'the office declined it and gave its reason',
    reviewed: 'the refusal has been reviewed',
    transferred: 'it was passed on to another office',
    extended: 'the time for an answer was extended',
    merged: 'it was merged with another matter',
    rekeyed: 'a receipt was issued anew, and the old one opens it no more',
  },
  step: (code, what) => ({
    subject: `Matter ${code}: ${what}`,
    lead: `There is news of the matter ${code}: ${what}.`,
  }),
  confirm: (code) => ({
    subject: `Please confirm: news of the matter ${code}`,
    lead: `Someone, probably you, wants to be told here when something happens to the matter ${code}.`,
    how: 'If it was you, follow this link and press the button (it holds for 3 days):',
    not: 'If it was not, you need not do anything: no other message will come.',
    short: `News of the matter ${code}? Confirm here:`,
  }),
  see: 'See the matter:',
  automatic: 'Sent automatically. For your privacy it says nothing of what the matter is about.',
  stop: 'To stop these messages:',
  out: 'Stop these',
}

const words: Record<MessageLang, Words> = { vi, en }

/** The public address of a page in a language. */
const at = (origin: string, lang: MessageLang, path: string): string =>
  `${origin.replace(/\/+$/, '')}${lang === 'vi' ? '' : `/${lang}`}${path}`

/** The message to someone who asked to be told of a matter. */
export function messageOf(taken: Exclude<Taken, { about: 'digest' }>, origin: string): Message {
  const { lang, code } = taken
  const w = words[lang]
  const stop = at(origin, lang, `/bao-tin/thoi/${taken.stop}`)
  if (taken.about === 'confirm') {
    const { subject, lead, how, not, short } = w.confirm(code)
    const link = at(origin, lang, `/bao-tin/xac-nhan/${taken.confirm}`)
    return { subject, text: lines(lead, `${how}\n${link}`, not), short: `${short} ${link}`, link, stop }
  }
  const { subject, lead } = w.step(code, w.steps[taken.step])
  const link = at(origin, lang, `/v/${code}`)
  const text = lines(lead, `${w.see} ${link}`, `${w.automatic}\n${w.stop} ${stop}`)
  return { subject, text, short: `${subject}. ${link} ${w.stop} ${stop}`, link, stop, out: w.out }
}

/** The morning's message to one of the staff. */
export function digestMessage({ today, late, disputed }: DigestCounts, origin: string): Message {
  const link = at(origin, 'vi', '/can-bo/viec')
  const counts = [
    `Đến hạn hôm nay: ${today}`,
    `Đã quá hạn: ${late}`,
    `Người dân nói chưa được: ${disputed}`,
  ].join('\n')
  const subject = `Việc hôm nay: ${today} đến hạn, ${late} quá hạn, ${disputed} chưa được`
  const off = `Không muốn nhận thư này: tắt ở trang tài khoản, ${at(origin, 'vi', '/can-bo/tai-khoan')}`
  return { subject, text: lines(counts, `Mở danh sách: ${link}`, off), short: subject, link }
}

const lines = (...parts: string[]): string => `${parts.join('\n\n')}\n`
