/** What the invented dialogues are about, and who chairs them: offices, never names. */

import type { Field } from './fields.ts'

export const topicsBy: Record<Field, readonly string[]> = {
  dat_dai: [
    'Đất đai, bồi thường, tái định cư ở {x}',
    'Cấp giấy chứng nhận quyền sử dụng đất',
    'Giải phóng mặt bằng các dự án qua {o}',
  ],
  giao_thong: [
    'Đường giao thông nông thôn ở {x}',
    'An toàn giao thông và xe quá tải',
    'Mở rộng đường qua {o}',
  ],
  chinh_sach_xa_hoi: [
    'Chính sách giảm nghèo và trợ giúp xã hội',
    'Việc làm, vay vốn, đào tạo nghề cho thanh niên',
  ],
  thu_tuc_hanh_chinh: ['Cải cách thủ tục hành chính ở {x}', 'Bộ phận một cửa và dịch vụ công trực tuyến'],
  moi_truong: ['Thu gom rác thải và vệ sinh môi trường', 'Chăn nuôi và nguồn nước ở {o}'],
  dien_nuoc: ['Nước sạch cho người dân {x}', 'Điện và thủy lợi phục vụ sản xuất'],
  an_ninh_trat_tu: ['An ninh, trật tự ở {x}', 'Phòng cháy, chữa cháy khu dân cư'],
  nong_thon_moi: ['Xây dựng nông thôn mới nâng cao ở {x}', 'Tiêu thụ nông sản, sản phẩm OCOP'],
  giao_duc: ['Trường lớp và các khoản thu đầu năm', 'Sắp xếp điểm trường ở {x}'],
  y_te: ['Khám bệnh, bảo hiểm y tế ở {x}', 'Y tế cơ sở và phòng dịch'],
  dau_tu_cong: ['Đầu tư công và giám sát của cộng đồng', 'Tiến độ các công trình ở {x}'],
}

/** A dialogue of general kind: most periodic ones are. */
export const general = [
  'Đối thoại định kỳ giữa người đứng đầu và Nhân dân {x}',
  'Đối thoại với Nhân dân {x} về phát triển kinh tế, xã hội',
  'Đối thoại với nông dân {x}',
  'Đối thoại với phụ nữ và thanh niên {x}',
  'Tiếp thu ý kiến Nhân dân về công tác của chính quyền {x}',
]

/** At the province: the whole of it is the audience. */
export const provincial = [
  'Bí thư Tỉnh ủy đối thoại với nông dân',
  'Chủ tịch UBND tỉnh đối thoại với thanh niên',
  'Đối thoại với hợp tác xã và hộ kinh doanh',
  'Đối thoại về cải cách hành chính và chuyển đổi số',
  'Đối thoại với cán bộ Mặt trận và đoàn thể cơ sở',
  'Đối thoại với công nhân các khu công nghiệp',
]

export const chairs = {
  province: ['Bí thư Tỉnh ủy', 'Chủ tịch UBND tỉnh', 'Phó Chủ tịch UBND tỉnh'],
  office: ['Giám đốc'],
  commune: ['Bí thư Đảng ủy', 'Chủ tịch UBND', 'Chủ tịch UBND', 'Phó Chủ tịch UBND'],
}

export const minutes = [
  'Biên bản hội nghị: {k} lượt ý kiến, {n} nhóm việc được giao, kết quả niêm yết tại trụ sở',
  'Thông báo kết luận của chủ trì: {k} ý kiến được tiếp nhận, mỗi việc có đơn vị làm và thời hạn',
  'Biên bản đối thoại và danh mục {k} ý kiến kèm đơn vị trả lời, gửi trưởng khu dân cư',
]

/** Of hamlets, where they have names and not numbers. */
export const hamlets = [
  'Đồng Tâm',
  'Đồng Tiến',
  'Tân Lập',
  'Tân Thành',
  'Hòa Bình',
  'Quyết Tiến',
  'Gò Mít',
  'Gò Đa',
  'Bãi Dâu',
  'Cây Đa',
  'Cầu Mới',
  'Chợ Cũ',
  'Đầm Sen',
  'Đình Cả',
  'Suối Cái',
  'Rừng Cọ',
  'Nương Chè',
  'Vực Nhỏ',
]
