/** What offices answer at the invented dialogues. Short, with what is done, by whom, and until when. */

import type { Field } from './opinions.ts'

/** `{c}` is the office that answers, `{d}` a day to come; the others as in opinions.ts. */
export const answersBy: Record<Field, readonly string[]> = {
  dat_dai: [
    '{c} đã kiểm tra thực địa ở {o}; hồ sơ đủ điều kiện được trình trước ngày {d}, hồ sơ thiếu đã báo từng hộ phần còn thiếu',
    'Tổ đo đạc đo lại thửa đất ở {o} và lập biên bản có các hộ giáp ranh ký; bản đồ được chỉnh lý trước ngày {d}',
    'Phương án bồi thường và bảng giá đã niêm yết tại nhà văn hóa {o} và trụ sở {x}; ai chưa đồng ý gửi ý kiến đến ngày {d}',
    'Đã lập biên bản phần lấn chiếm ở {o} và yêu cầu trả lại hiện trạng trước ngày {d}',
  ],
  giao_thong: [
    '{c} đã dặm vá {m} mét ở {o}; phần còn lại đưa vào kế hoạch bảo trì, làm trước ngày {d}',
    'Đã lắp gờ giảm tốc và biển báo tại {o}; công an theo dõi thêm đến ngày {d}',
    'Đã khảo sát, dự toán sửa cầu và cống ở {o} được duyệt, thi công xong trước ngày {d}',
    'Đã hạn chế tải trọng trên đường qua {o} và xử lý {n} xe vi phạm',
  ],
  chinh_sach_xa_hoi: [
    'Đã rà soát lại ở {o}: {n} trường hợp được bổ sung, hồ sơ còn lại được trả lời từng hộ trước ngày {d}',
    'Tiền trợ cấp còn thiếu được chi tại nhà văn hóa {o} vào ngày {d}',
    'Tiêu chí và số điểm được niêm yết ở {o} để người dân kiểm tra; ý kiến nhận đến ngày {d}',
    'Đã lập danh sách gửi cơ quan bảo hiểm; thẻ được trao tại {o} trước ngày {d}',
  ],
  thu_tuc_hanh_chinh: [
    'Đã nhắc bộ phận một cửa {x}; hồ sơ quá hẹn được trả kèm thư xin lỗi, lịch trực niêm yết từ ngày {d}',
    'Từ ngày {d}, mỗi tuần một buổi có người hướng dẫn nộp hồ sơ tại nhà văn hóa {o}',
    'Giấy tờ mang tên đơn vị cũ vẫn có giá trị, không bắt buộc đổi; đã thông báo trên loa {o}',
    'Đã làm lại bảng phí, lệ phí ở {x}; không thu khoản nào ngoài bảng này',
  ],
  moi_truong: [
    'Đã chuyển hết rác ở {o}; từ ngày {d} thu gom hai ngày một lần, giờ thu gom niêm yết tại nhà văn hóa',
    '{c} đã lấy mẫu nước ở {o}; kết quả được công bố tại nhà văn hóa trước ngày {d}',
    'Đã lập biên bản cơ sở xả thải gần {o}, buộc khắc phục trước ngày {d}',
    'Đã nạo vét {m} mét mương ở {o} và đặt thêm {n} thùng thu gom',
  ],
  dien_nuoc: [
    'Đơn vị cấp nước đã thay máy bơm tăng áp; nước ở {o} ổn định từ ngày {d}',
    'Đã chỉnh cột và kéo lại dây ở {o}; trạm biến áp được nâng công suất trước ngày {d}',
    'Đã gia cố {m} mét kênh ở {o}, đủ nước tưới vụ này',
    'Đồng hồ đã được kiểm định; {n} hộ ở {o} được trả lại phần tính sai',
  ],
  an_ninh_trat_tu: [
    'Công an {x} đã tăng tuần tra đêm ở {o}; số lần mất trộm được báo tại họp dân trước ngày {d}',
    'Đã nhắc nhở và lập biên bản {n} trường hợp ở {o}',
    'Đã rào và cắm biển cảnh báo {m} mét ở {o}',
    'Camera ở {o} được lắp trước ngày {d}, nguồn tiền niêm yết tại nhà văn hóa',
  ],
  nong_thon_moi: [
    'Bảng thu, chi đóng góp của {o} đã niêm yết; họp dân thông qua trước ngày {d}',
    'Đã cấp xi măng cho {m} mét đường ngõ ở {o}; người dân góp công, xong trước ngày {d}',
    'Nhà văn hóa {o} được sửa mái, nghiệm thu ngày {d}',
    'Đã mở {n} buổi hướng dẫn kỹ thuật và hồ sơ sản phẩm cho người dân {o}',
  ],
  giao_duc: [
    'Phòng học và nhà vệ sinh ở {o} được sửa xong trước ngày {d}',
    'Nhà trường đã niêm yết từng khoản thu, trả lại {n} khoản chưa đúng quy định',
    'Đã bố trí thêm {n} lớp mầm non, nhận trẻ ở {o} từ ngày {d}',
    'Thực đơn và nơi mua thực phẩm được niêm yết hằng tuần tại cổng trường',
  ],
  y_te: [
    'Thuốc đã được bổ sung cho trạm y tế {x}; danh mục thuốc còn, hết niêm yết hằng tuần',
    'Khám lưu động ở {o} được tổ chức vào ngày {d}, sau đó mỗi quý một lần',
    'Đã phun thuốc hai đợt ở {o} và đến {h} hộ hướng dẫn diệt bọ gậy',
    'Đã kiểm tra, xử lý {n} cơ sở bán thuốc không niêm yết giá',
  ],
  dau_tu_cong: [
    '{c} đã yêu cầu nhà thầu làm lại đoạn {m} mét ở {o}, hoàn thành trước ngày {d}',
    'Bảng dự toán, nhà thầu và thời hạn đã dựng tại công trường {o}; ban giám sát cộng đồng dự nghiệm thu',
    'Công trình ở {o} thi công lại từ ngày {d}, lý do dừng đã niêm yết tại trụ sở {x}',
    'Đã đưa vào danh mục vốn năm sau; người dân {o} được hỏi ý kiến về vị trí trước ngày {d}',
  ],
}

/** Said on the spot: no document is written. */
export const spoken = [
  'Chủ trì trả lời tại hội nghị: ghi nhận, giao {c} làm xong trước ngày {d} và báo kết quả cho {o}',
  'Chủ trì giải thích quy định tại hội nghị, người nêu ý kiến được nhận tài liệu hướng dẫn',
  'Trả lời tại hội nghị: việc ở {o} đã có trong kế hoạch, bắt đầu từ ngày {d}',
  'Trả lời tại hội nghị: {c} cử người về {o} xem thực tế trước ngày {d}',
]

/** After a matter was opened again. */
export const again = [
  'Sau khi kiểm tra lại tại {o}: {c} đã làm bổ sung và lập biên bản có đại diện người dân ký',
  '{c} xin lỗi vì trả lời lần trước chưa đủ; việc ở {o} hoàn thành và được kiểm tra ngày {d}',
  'Đã đối chiếu lại hồ sơ ở {o}: ý kiến là đúng, phần còn thiếu được bổ sung trước ngày {d}',
]

/** What came of a matter that is done rather than written. */
export const methodOf: Partial<Record<Field, string>> = {
  giao_thong: 'cong_trinh',
  dau_tu_cong: 'cong_trinh',
  dien_nuoc: 'cong_trinh',
  chinh_sach_xa_hoi: 'chi_tra',
  dat_dai: 'dinh_chinh',
}
