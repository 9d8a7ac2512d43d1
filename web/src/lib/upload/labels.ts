/** The few words that `<goc-upload>` says by itself; reasons for a no come with the server's answer. */

import type { Lang } from '../lang.ts'

type Labels = Record<
  'sending' | 'checking' | 'waiting' | 'sent' | 'half' | 'failed' | 'remove' | 'file',
  string
>

export const labels: Record<Lang, Labels> = {
  vi: {
    sending: 'Đang gửi…',
    checking: 'Đang kiểm tra…',
    waiting: 'Mất mạng. Sẽ tự gửi tiếp khi có mạng.',
    sent: 'Đã gửi.',
    half: 'Chưa gửi xong. Chọn lại tệp này để gửi tiếp.',
    failed: 'Không gửi được. Bà con thử lại.',
    remove: 'Bỏ tệp',
    file: 'Tệp đã gửi',
  },
  en: {
    sending: 'Sending…',
    checking: 'Checking…',
    waiting: 'No network. Sending goes on by itself when there is one.',
    sent: 'Sent.',
    half: 'Not sent in full. Choose this file again to go on.',
    failed: 'It could not be sent. Please try again.',
    remove: 'Remove',
    file: 'A file you sent',
  },
}
