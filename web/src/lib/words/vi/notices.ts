import type { Channel } from '@goc/store/notices/channels.ts'
import type { AskRefusal } from '@goc/store/notices/subscriptions.ts'

const refusals: Record<AskRefusal | 'email' | 'phone' | 'device', string> = {
  email: 'Địa chỉ thư này không đúng. Ví dụ: an@example.vn',
  phone: 'Số điện thoại này không đúng. Ví dụ: 0912 345 678',
  device: 'Trình duyệt này không nhận được tin.',
  'not-permitted': 'Trang đã mở quá lâu, hoặc việc này đã được xóa. Mở lại bằng biên nhận rồi thử lần nữa.',
  'too-many': 'Việc này đã có quá nhiều nơi nhận tin.',
  'too-often': 'Hôm nay địa chỉ này đã được hỏi nhiều lần. Mai hãy thử lại.',
}

const where: Record<Channel, string> = {
  email: 'thư điện tử này',
  phone: 'điện thoại này',
  push: 'máy này',
}

export const notices = {
  title: 'Báo cho tôi khi có bước mới',
  lead: 'Tin chỉ có mã việc, bước mới và đường dẫn. Không có tên ai, không có nội dung việc.',
  email: 'Thư điện tử',
  phone: 'Số điện thoại',
  go: 'Báo cho tôi',
  device: 'Báo trên máy này',
  deviceDone: 'Máy này sẽ được báo khi có bước mới.',
  deviceNo: 'Máy này không cho hiện thông báo. Bạn cho phép trong cài đặt của trình duyệt rồi thử lại.',
  refusals,
  /** After asking. */
  asked: {
    confirm: {
      title: 'Còn một bước nữa',
      email: 'Chúng tôi đã gửi một thư đến địa chỉ bạn nhập. Mở thư, bấm đường dẫn rồi bấm nút xác nhận.',
      phone: 'Chúng tôi đã gửi một tin đến số bạn nhập. Mở đường dẫn trong tin rồi bấm nút xác nhận.',
      why: 'Đường dẫn dùng được trong 3 ngày. Chưa xác nhận thì không có tin nào khác được gửi.',
    },
    told: { title: 'Đã có', lead: 'Nơi này đã nhận tin về việc này rồi.' },
    none: 'Mở việc bằng biên nhận, rồi chọn “Báo cho tôi khi có bước mới”.',
    open: 'Mở biên nhận',
    again: 'Chưa được',
  },
  confirm: {
    title: 'Xác nhận nhận tin',
    lead: (code: string, channel: Channel) => `Báo cho ${where[channel]} khi việc ${code} có bước mới?`,
    go: 'Đúng, báo cho tôi',
    done: (code: string) => `Đã xác nhận. Bạn sẽ được báo khi việc ${code} có bước mới.`,
    gone: 'Đường dẫn này đã được dùng, hoặc đã quá 3 ngày.',
    goneLead: 'Nếu bạn đã xác nhận rồi thì không cần làm gì thêm.',
  },
  stop: {
    title: 'Thôi nhận tin',
    lead: (code: string, channel: Channel) => `Thôi báo cho ${where[channel]} về việc ${code}?`,
    go: 'Thôi báo cho tôi',
    done: 'Xong. Sẽ không có tin nào nữa, và địa chỉ của bạn đã được xóa.',
    gone: 'Đường dẫn này không còn đi với địa chỉ nào: bạn không nhận tin nữa.',
  },
  follow: (code: string) => `Xem việc ${code}`,
  digest: {
    title: 'Thư mỗi sáng',
    lead: 'Lúc 7 giờ mỗi ngày làm việc: số việc đến hạn, quá hạn, người dân nói chưa được. Không có gì thì không có thư.',
    isOn: 'Đang nhận.',
    isOff: 'Không nhận.',
    on: 'Nhận thư mỗi sáng',
    off: 'Thôi nhận',
  },
}
