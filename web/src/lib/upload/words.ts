/** What people are told of the files that they send. A refusal without words does not compile. */

import type { AttachRefusal } from '@goc/store/files/attach.ts'
import type { FileRefusal, Note } from '@goc/store/files/kinds.ts'
import type { UploadRefusal } from '@goc/store/files/uploads.ts'
import type { Lang } from '../lang.ts'

export type AnyRefusal = FileRefusal | UploadRefusal | AttachRefusal

export const refusalWords: Record<Lang, Record<AnyRefusal, string>> = {
  vi: {
    empty: 'Tệp này trống.',
    'too-large': 'Tệp này quá lớn. Mỗi tệp được tối đa 25 MB.',
    'unknown-kind': 'Chỉ nhận ảnh (JPEG, PNG, WebP), PDF, Word (DOCX), Excel (XLSX) và ODT.',
    heic: 'Ảnh HEIC chưa đọc được ở đây. Bà con gửi ảnh JPEG, hoặc chụp màn hình ảnh đó rồi gửi.',
    'old-office':
      'Tệp Word, Excel kiểu cũ hoặc có mật khẩu không nhận được. Bà con lưu lại thành DOCX, XLSX hoặc PDF.',
    damaged: 'Tệp này bị hỏng hoặc thiếu một phần. Bà con thử gửi lại.',
    'too-many-pixels': 'Ảnh này có quá nhiều điểm ảnh. Bà con thu nhỏ ảnh rồi gửi lại.',
    'unpacks-too-large': 'Tệp này mở ra quá lớn nên không nhận được.',
    'two-in-one': 'Tệp này chứa lẫn một tệp khác nên không nhận được.',
    macros: 'Tệp này có phần tự chạy (macro) nên không nhận được. Bà con lưu lại thành PDF rồi gửi.',
    locked: 'Tệp này có mật khẩu nên không đọc được. Bà con bỏ mật khẩu rồi gửi lại.',
    infected: 'Tệp này có vi-rút nên không nhận được.',
    'scanner-away': 'Tệp đang chờ kiểm tra vi-rút. Bà con đợi ít phút.',
    'token-ended': 'Đã quá lâu từ khi mở trang này. Bà con tải lại trang rồi gửi lại tệp.',
    'too-many-files': 'Đã đủ số tệp: tối đa 8 tệp, tổng cộng 100 MB.',
    'storage-full': 'Máy chủ tạm hết chỗ chứa tệp. Bà con vẫn gửi được nội dung, tệp gửi sau.',
    'still-coming': 'Có tệp chưa gửi xong.',
  },
  en: {
    empty: 'This file is empty.',
    'too-large': 'This file is too large. Each may have up to 25 MB.',
    'unknown-kind': 'Only photos (JPEG, PNG, WebP), PDF, Word (DOCX), Excel (XLSX) and ODT are taken.',
    heic: 'HEIC photos cannot be read here yet. Send a JPEG, or a screenshot of the photo.',
    'old-office':
      'Word and Excel files of the old kind, or with a password, are not taken. Save as DOCX, XLSX or PDF.',
    damaged: 'This file is damaged or incomplete. Try sending it again.',
    'too-many-pixels': 'This picture has too many pixels. Make it smaller and send it again.',
    'unpacks-too-large': 'This file unpacks to more than can be taken.',
    'two-in-one': 'This file has another one hidden in it and is not taken.',
    macros:
      'This file contains something that runs by itself (a macro) and is not taken. Save it as PDF and send that.',
    locked: 'This file has a password and cannot be read. Remove the password and send it again.',
    infected: 'This file contains a virus and is not taken.',
    'scanner-away': 'The file is waiting to be checked for viruses. Please give it a few minutes.',
    'token-ended': 'This page was opened too long ago. Load it again, then send the file again.',
    'too-many-files': 'No more files: up to 8, and 100 MB in all.',
    'storage-full': 'There is no room for files at the moment. You can send your words now and files later.',
    'still-coming': 'A file has not been sent in full yet.',
  },
}

/** Said of each file that is kept. */
export const noteWords: Record<Lang, Record<Note, string>> = {
  vi: {
    'metadata-removed': 'Đã xóa nơi chụp, tên máy và tên người chụp khỏi ảnh.',
    'metadata-kept': 'Tệp được giữ nguyên, kể cả tên người soạn và các ghi chú nằm trong tệp.',
  },
  en: {
    'metadata-removed': 'Place, camera and author were removed from the photo.',
    'metadata-kept': 'The file is kept as it is, with its author’s name and any notes inside it.',
  },
}
