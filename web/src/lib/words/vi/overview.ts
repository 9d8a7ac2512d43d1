export const overview = {
  sorts: {
    late: 'Quá hạn',
    'due-today': 'Đến hạn hôm nay',
    'due-week': 'Đến hạn trong tuần này',
    disputed: 'Người gửi nói chưa được',
    silent: 'Đã trả lời, người gửi chưa nói gì',
    any: 'Tất cả, kể cả đã khép',
  } as Record<string, string>,
  nobody: 'Chưa giao ai',
  left: (name: string) => `${name} (không còn ở đơn vị)`,
  week: (day: string) => `Nhận trong tuần từ ${day}`,
  bulk: {
    label: 'Giao nhiều việc',
    choose: (code: string) => `Chọn ${code}`,
    chosen: 'Chọn',
    all: 'Tất cả việc đang lọc, không chỉ trang này',
    to: 'Giao cho',
    go: 'Giao các việc đã chọn',
    given: (n: string) => `Đã giao ${n} việc.`,
    refused: (n: string) => `${n} việc chưa giao được:`,
    none: 'Chưa chọn việc nào.',
  },
}
