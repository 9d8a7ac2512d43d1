import { ruleWordsVi } from './rules.ts'
import type { FaultWords } from './words.ts'

const utf8 = 'mở tệp, chuyển phông chữ sang Unicode, rồi lưu lại dạng “CSV UTF-8”'

export const faultWordsVi: FaultWords = {
  'file-missing': () => [
    'không có tệp này',
    'đặt tệp vào thư mục, đúng tên (units.csv có thể không cần nếu đã nhập đơn vị)',
  ],
  'file-empty': () => ['tệp rỗng', 'xuất lại tệp, dòng đầu là tên cột'],
  'unknown-format': ({ value }) => [
    `không nhận ra loại tệp theo dòng tên cột “${value}”`,
    'dùng units.csv (code,name,type,parent,…), communes.csv, provinces.json, danh sách xã JSON hoặc old_to_new_wards.csv',
  ],
  'encoding-unknown': () => ['không chắc chắn được bảng mã của tệp', utf8],
  'encoding-tcvn3': () => ['tệp dùng bảng mã cũ TCVN3 (ABC, phông .VnTime)', utf8],
  'encoding-vni': () => ['tệp dùng bảng mã cũ VNI (phông VNI-Times)', utf8],
  'encoding-broken': () => ['chữ bị hỏng bảng mã', 'gõ lại chữ ở chỗ này, rồi lưu tệp dạng “CSV UTF-8”'],
  'quote-not-closed': () => [
    'dấu ngoặc kép mở mà không đóng; phần sau không đọc được',
    'thêm dấu " đóng ô này',
  ],
  'quote-misplaced': () => [
    'dấu ngoặc kép sai chỗ; phần sau không đọc được',
    'bao cả ô trong dấu ngoặc kép và viết đôi dấu bên trong: "" thay cho "',
  ],
  'column-unknown': ({ value, hint }) => [
    `không có cột “${value}” trong mẫu`,
    `bỏ cột này hoặc sửa tên; các cột: ${hint}`,
  ],
  'column-missing': ({ value }) => [
    `thiếu cột “${value}”`,
    'thêm cột này (có thể để trống nếu không bắt buộc)',
  ],
  'column-twice': ({ value }) => [`cột “${value}” có hai lần`, 'giữ lại một cột'],
  'cells-too-few': ({ value, hint }) => [
    `dòng có ${value} ô, cần ${hint}`,
    'thêm ô còn thiếu; kiểm tra dấu phân cách và ngoặc kép',
  ],
  'cells-too-many': ({ value, hint }) => [
    `dòng có ${value} ô, cần ${hint}`,
    'bỏ ô thừa; ô có dấu phân cách phải nằm trong ngoặc kép',
  ],
  'cell-empty': () => ['ô bắt buộc đang trống', 'điền giá trị'],
  formula: ({ value }) => [
    `ô giống công thức bảng tính: “${value}”`,
    'bỏ dấu =, +, -, @ hoặc khoảng tab ở đầu ô, chỉ để lại chữ',
  ],
  'text-garbled': ({ value, hint }) => [
    `chữ bị đọc sai bảng mã (${hint}): “${value}”`,
    'chuyển phông chữ sang Unicode ở tệp gốc rồi xuất lại dạng “CSV UTF-8”',
  ],
  'not-one-of': ({ value, hint }) => [`“${value}” không có trong danh mục`, `dùng một trong: ${hint}`],
  'not-a-code': ({ value, hint }) => [
    `“${value}” không phải mã (chữ thường không dấu, số, gạch dưới)`,
    hint ? `viết ${hint}` : 'dùng mã như dat_dai',
  ],
  'not-an-id': ({ value }) => [
    `“${value}” không dùng được làm mã số`,
    'chỉ dùng chữ không dấu, số và . _ - ở giữa',
  ],
  'not-a-number': ({ value, hint }) => [
    `“${value}” không phải số nguyên trong khoảng ${hint}`,
    'viết số nguyên, không có dấu chấm hay chữ',
  ],
  'not-a-day': ({ value }) => [`“${value}” không phải ngày`, 'viết như 2025-03-10 hoặc 10/03/2025'],
  'no-such-day': ({ value }) => [`không có ngày “${value}” trong lịch`, 'sửa theo sổ gốc'],
  'excel-day': ({ value, hint }) => [
    `“${value}” là số ngày của Excel`,
    `đặt ô dạng ngày rồi xuất lại; có lẽ là ${hint}`,
  ],
  'not-a-time': ({ value, hint }) => [
    `“${value}” không phải thời điểm`,
    `viết ngày, giờ và múi giờ như ${hint ?? '2025-03-10T08:00:00+07:00'}`,
  ],
  'no-offset': ({ value, hint }) => [`“${value}” thiếu múi giờ`, `giờ Việt Nam thì viết ${hint}`],
  'id-twice': ({ value, hint }) => [
    `mã “${value}” đã có ở dòng ${hint}`,
    'mỗi mã chỉ dùng một lần: xoá dòng thừa hoặc đổi mã',
  ],
  'unknown-unit': ({ value }) => [
    `không có đơn vị mã “${value}”`,
    'sửa mã, hoặc thêm đơn vị vào units.csv, hoặc nhập đơn vị trước (goc import units)',
  ],
  'leading-zero-lost': ({ value, hint }) => [
    `mã “${value}” bị mất số 0 ở đầu`,
    `viết ${hint} (đặt cột dạng văn bản trong Excel)`,
  ],
  'unknown-dialogue': ({ value }) => [
    `không có cuộc đối thoại “${value}” trong dialogues.csv`,
    'sửa mã hoặc thêm cuộc đối thoại',
  ],
  'unknown-opinion': ({ value }) => [
    `không có ý kiến “${value}” trong opinions.csv`,
    'sửa mã hoặc thêm ý kiến',
  ],
  'dialogue-not-held': ({ value, hint }) => [
    `cuộc đối thoại “${value}” (dialogues.csv:${hint}) không được tổ chức`,
    'sửa dialogue_id, hoặc sửa status của cuộc đối thoại',
  ],
  'unit-differs': ({ value, hint }) => [
    `đơn vị “${value}” khác đơn vị của cuộc đối thoại (${hint})`,
    `viết ${hint}; cơ quan giải quyết ghi ở assigned_unit`,
  ],
  'unit-did-not-stand': ({ value, hint }) => [
    `đơn vị “${value}” không tồn tại vào ngày đối thoại`,
    hint ? `đơn vị mang mã này khi đó là ${hint}: viết ${hint}` : 'viết mã đơn vị tồn tại vào ngày đó',
  ],
  'in-the-future': ({ value }) => [`“${value}” ở tương lai`, 'sửa theo sổ gốc: sổ cũ chỉ có việc đã qua'],
  'notice-after-start': ({ value, hint }) => [
    `ngày thông báo ${value} sau ngày đối thoại ${hint}`,
    'sửa ngày, hoặc để trống',
  ],
  'minutes-before-start': ({ value, hint }) => [
    `ngày đăng biên bản ${value} trước ngày đối thoại ${hint}`,
    'sửa ngày, hoặc để trống',
  ],
  'minutes-without-dialogue': ({ value }) => [
    `có ngày đăng biên bản ${value} mà đối thoại không tổ chức`,
    'để trống ô này, hoặc sửa status',
  ],
  'attendees-without-dialogue': ({ value }) => [
    `có ${value} người dự mà đối thoại không tổ chức`,
    'ghi 0, hoặc sửa status',
  ],
  'seq-twice': ({ value, hint }) => [`số thứ tự ${value} đã có ở dòng ${hint}`, 'đánh lại số thứ tự'],
  'seq-gap': ({ value, hint }) => [
    `thiếu số thứ tự ${hint} trước ${value}`,
    'thêm dòng bị sót, hoặc đánh lại số từ 1',
  ],
  'due-before-dialogue': ({ value, hint }) => [
    `hạn ${value} trước ngày đối thoại ${hint}`,
    'sửa hạn theo sổ gốc',
  ],
  'resolved-before-dialogue': ({ value, hint }) => [
    `giải quyết ngày ${value} trước ngày đối thoại ${hint}`,
    'sửa ngày theo sổ gốc',
  ],
  'reopened-before-resolved': ({ value, hint }) => [
    `mở lại ngày ${value} trước khi giải quyết (${hint})`,
    'sửa thời điểm theo sổ gốc',
  ],
  'resolved-before-reopened': ({ value, hint }) => [
    `giải quyết lại ngày ${value} trước khi mở lại (${hint})`,
    'sửa thời điểm theo sổ gốc',
  ],
  'resolved-again': ({ hint }) => [
    `giải quyết lần nữa mà lần trước (${hint}) chưa được mở lại`,
    'điền reopened_at của lần trước, hoặc xoá dòng này',
  ],
  'parent-of-itself': () => ['đơn vị là cấp trên của chính nó', 'sửa cột đơn vị cấp trên'],
  'parents-in-a-circle': () => ['các đơn vị cấp trên nối thành vòng', 'sửa cột đơn vị cấp trên'],
  'unit-in-two-ways': ({ value, hint }) => [
    `đơn vị “${value}” được ghi khác ở ${hint}`,
    'ghi như nhau ở cả hai nơi, hoặc bỏ một tệp',
  ],
  'unknown-successor': ({ value }) => [
    `không có đơn vị kế thừa “${value}”`,
    'nhập cùng danh sách xã mới (communes.csv), hoặc dùng --province',
  ],
  'which-province': () => ['danh sách không ghi tỉnh', 'thêm --province MÃ TỈNH'],
  'change-needs-a-day': ({ value, hint }) => [
    `“${value}” khác với sổ đang có (“${hint}”)`,
    'nếu đổi thật, thêm --from NGÀY có hiệu lực; nếu không, sửa tệp',
  ],
  'level-differs': ({ value, hint }) => [
    `loại đơn vị ${value} khác loại đang có (${hint})`,
    'loại đơn vị không đổi được: đơn vị mới cần mã mới',
  ],
  'unit-has-ended': ({ hint }) => [`đơn vị đã kết thúc ngày ${hint}`, 'bỏ dòng này'],
  'day-too-early': ({ value, hint }) => [
    `--from ${value} không sau ngày thành lập (${hint})`,
    'chọn ngày có hiệu lực đúng',
  ],
  'differs-from-earlier': ({ value }) => [
    `“${value}” khác với lần nhập trước; việc đã ghi vào sổ công khai không sửa được`,
    'lấy lại dòng như lần trước; việc mới ghi thêm ở cuối',
  ],
  rule: ({ value }) => [ruleWordsVi(value), 'sửa theo sổ gốc'],
}
