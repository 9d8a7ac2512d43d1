/** Land, roads, water, building: what people say, and under it what the office answers. See fields.ts. */

export const landAndWorks = {
  dat_dai: `
    Đề nghị cấp giấy chứng nhận quyền sử dụng đất cho {h} hộ ở {o} đã nộp hồ sơ từ tháng {t} mà chưa có kết quả
    → Hồ sơ đủ điều kiện ở {o} được trình ký trước ngày {d}; hồ sơ thiếu đã báo từng hộ phần còn thiếu
    Ranh giới thửa đất ở {o} trên bản đồ địa chính lệch so với thực tế, đề nghị đo lại
    → Tổ đo đạc đã đo lại ở {o}, các hộ giáp ranh cùng ký biên bản; bản đồ được chỉnh lý trước ngày {d}
    Đề nghị công khai phương án bồi thường khi thu hồi đất làm đường qua {o}
    → Phương án và bảng giá đã niêm yết tại nhà văn hóa {o}; ai chưa đồng ý gửi ý kiến đến ngày {d}
    Đơn giá bồi thường cây lâu năm ở {o} thấp hơn giá thị trường, đề nghị xem xét lại
    → Đơn vị định giá đã khảo sát lại ở {o}; mức điều chỉnh trình duyệt trước ngày {d}
    {h} hộ ở {o} sử dụng đất ổn định trước năm 1993 nhưng chưa được công nhận, đề nghị hướng dẫn
    → {c} về {o} ngày {d} hướng dẫn từng hộ và nhận hồ sơ tại chỗ
    Đề nghị cho biết khi nào giao đất tái định cư cho các hộ phải di dời ở {o}
    → Hạ tầng khu tái định cư nghiệm thu trước ngày {d}; các hộ ở {o} bốc thăm vị trí sau đó, công khai
    Có hộ ở {o} lấn {m} mét dọc mương làm lối đi riêng, đề nghị kiểm tra
    → Đã kiểm tra, lập biên bản phần lấn {m} mét ở {o}; phải trả lại hiện trạng trước ngày {d}
    Đề nghị rà soát quỹ đất công ích của {x} đang cho thuê và công khai số tiền thu được
    → Danh sách thửa cho thuê, người thuê và số tiền đã niêm yết tại trụ sở {x}, cập nhật mỗi quý
    Quy hoạch treo ở {o} đã {n} năm, người dân không xây được nhà, đề nghị điều chỉnh hoặc hủy bỏ
    → {c} đề nghị đưa khu vực {o} ra khỏi quy hoạch trong kỳ điều chỉnh này; lấy ý kiến người dân đến ngày {d}
    Thủ tục tách thửa ở {x} phải đi lại {n} lần, đề nghị hướng dẫn một lần cho đủ
    → Mẫu hướng dẫn một trang đã phát tại một cửa {x}; cán bộ yêu cầu bổ sung quá một lần phải xin lỗi bằng văn bản`,
  giao_thong: `
    Đường trục {o} xuống cấp, {m} mét có nhiều ổ gà, trời mưa là ngập
    → Đã vá tạm {m} mét ở {o}; làm lại mặt đường và rãnh thoát nước xong trước ngày {d}
    Đề nghị làm gờ giảm tốc ở ngã ba đầu {o}, {n} tháng qua đã có va chạm
    → Đã làm gờ giảm tốc và biển báo ở ngã ba đầu {o}
    Cầu qua ngòi ở {o} yếu, xe chở nông sản không qua được, đề nghị sửa trước mùa mưa
    → Cầu ở {o} đã được kiểm định; gia cố dầm và mặt cầu xong trước ngày {d}
    Đề nghị lắp đèn đường đoạn {m} mét từ nhà văn hóa {o} ra đường chính
    → Lắp đèn đoạn {m} mét ở {o} trước ngày {d}, tiền điện do ngân sách {x} trả
    Xe quá tải chở đất chạy qua {o} làm vỡ mặt đường mới, đề nghị xử lý
    → Đã xử lý {n} xe, đặt biển hạn chế tải trọng ở {o}; đơn vị chở đất vá lại mặt đường trước ngày {d}
    Đề nghị phát quang hai bên đường vào {o} vì che khuất tầm nhìn
    → Đã phát quang hai bên đường vào {o}, mỗi quý làm lại một lần
    Cống ngang đường ở {o} bị sụt, đã rào tạm {n} tháng nay mà chưa sửa
    → Cống ở {o} được thay trước ngày {d}; đường tránh tạm đã có biển báo
    Đề nghị bổ sung biển báo trường học trên đường qua {o}
    → Đã cắm biển báo trường học và vạch giảm tốc trên đường qua {o}
    Đường bê tông {o} mới làm được một nửa, còn {m} mét chưa có kế hoạch
    → Đoạn {m} mét còn lại ở {o} đã có trong kế hoạch vốn, khởi công trước ngày {d}
    Đề nghị kẻ lại vạch sang đường trước chợ {x}
    → Vạch sang đường trước chợ {x} đã kẻ lại`,
  dien_nuoc: `
    Nước sạch ở {o} yếu vào buổi tối, {h} hộ phải dùng giếng khoan
    → Đơn vị cấp nước đặt thêm máy tăng áp; nước ở {o} ổn định từ ngày {d}
    Đề nghị kéo đường ống nước sạch về {o}, hiện mới có ở trung tâm {x}
    → Tuyến ống về {o} đã khảo sát, thi công trước ngày {d}; hộ nghèo không phải trả tiền đấu nối
    Điện ở {o} chập chờn giờ cao điểm, máy bơm không chạy được, đề nghị nâng công suất trạm
    → Điện lực thay máy biến áp ở {o} trước ngày {d}
    Cột điện đầu {o} nghiêng sau cơn mưa tháng {t}, đề nghị chỉnh lại ngay
    → Cột điện đầu {o} đã được dựng lại và đổ móng
    Kênh tưới về {o} sạt {m} mét, vụ này thiếu nước
    → Đã kè tạm {m} mét kênh ở {o}, đủ nước tưới vụ này; kè kiên cố xong trước ngày {d}
    Đề nghị thông báo cắt điện ở {o} trước ít nhất {n} ngày
    → Lịch cắt điện được báo trên loa {o} và nhóm dân cư trước {n} ngày
    Hóa đơn tiền nước ở {o} tháng {t} tăng bất thường, đề nghị kiểm tra đồng hồ
    → Đồng hồ ở {o} đã kiểm định; phần tính sai của tháng {t} được trừ vào hóa đơn sau
    Trạm bơm {o} hỏng {n} tuần, lúa đang làm đòng, đề nghị sửa gấp
    → Trạm bơm {o} đã chạy lại, có máy dự phòng đến hết vụ
    Dây điện sà thấp trên đường vào {o}, xe tải vướng, đề nghị kéo lên
    → Dây trên đường vào {o} đã kéo lên đúng độ cao an toàn
    Đề nghị xử lý nước đục sau mỗi trận mưa ở {o}
    → Bể lắng được súc rửa; kết quả mẫu nước ở {o} niêm yết hằng tháng`,
  dau_tu_cong: `
    Công trình kè suối ở {o} dừng thi công {n} tháng, đề nghị cho biết lý do
    → Dừng do chờ mặt bằng; kè suối ở {o} thi công lại từ ngày {d}
    Đề nghị công khai dự toán và đơn vị thi công đường {o} trên bảng trước công trường
    → Bảng dự toán, nhà thầu và thời hạn đã dựng trước công trường {o}
    Nhà thầu làm cống ở {o} không hoàn trả mặt đường, đề nghị yêu cầu làm lại
    → Nhà thầu phải hoàn trả mặt đường ở {o} trước ngày {d}, chưa xong thì chưa thanh toán
    Đề nghị Ban giám sát đầu tư của cộng đồng được dự nghiệm thu công trình ở {o}
    → Ban giám sát đầu tư của cộng đồng được mời dự nghiệm thu ở {o} ngày {d}
    Chợ {x} xây xong {n} tháng mà chưa đưa vào dùng, đề nghị trả lời
    → Còn thiếu nghiệm thu phòng cháy; chợ {x} mở cửa trước ngày {d}
    Đề nghị đưa {m} mét kênh mương {o} vào kế hoạch vốn năm sau
    → Đã đưa {m} mét kênh mương {o} vào danh mục vốn năm sau, danh mục niêm yết tại trụ sở {x}
    Chất lượng bê tông đường {o} kém, mới dùng {n} tháng đã nứt, đề nghị kiểm tra
    → Đã khoan mẫu kiểm tra ở {o}; đoạn không đạt nhà thầu làm lại trước ngày {d}
    Đề nghị lấy ý kiến người dân {o} trước khi chọn vị trí trạm bơm mới
    → Họp dân {o} về vị trí trạm bơm vào ngày {d}; chưa họp thì chưa chọn
    Trụ sở cũ ở {o} bỏ không sau sắp xếp, đề nghị chuyển làm nhà sinh hoạt cộng đồng
    → Trụ sở cũ ở {o} được giao làm nhà sinh hoạt cộng đồng, sửa xong trước ngày {d}
    Tiến độ khu tái định cư {o} chậm, đề nghị công bố mốc hoàn thành
    → Các mốc của khu tái định cư {o} đã công bố; hạ tầng xong trước ngày {d}`,
  moi_truong: `
    Rác ở điểm tập kết đầu {o} để {n} ngày không chở đi, mùi hôi vào nhà dân
    → Đã chở hết rác ở đầu {o}; từ nay hai ngày chở một lần, giờ chở niêm yết tại nhà văn hóa
    Trại lợn gần {o} xả thải ra ngòi, nước đen và có bọt, đề nghị kiểm tra
    → Đã lấy mẫu, lập biên bản trại lợn gần {o}; phải làm xong hầm chứa trước ngày {d}
    Đề nghị lập thêm điểm thu gom vỏ bao thuốc bảo vệ thực vật ở cánh đồng {o}
    → Đã đặt thêm {n} bể thu gom ở cánh đồng {o}
    Cơ sở xay đá gần {o} hoạt động ban đêm, bụi và ồn, đề nghị đo và công bố kết quả
    → Kết quả đo bụi, ồn gần {o} đã niêm yết; cơ sở không được chạy sau mười tám giờ
    Mương thoát nước thải {o} tắc {m} mét, đề nghị nạo vét
    → Đã nạo vét {m} mét mương ở {o}
    Đề nghị trồng lại hàng cây đã chặt khi mở rộng đường qua {o}
    → Trồng lại hàng cây trên đường qua {o} trước ngày {d}, người dân chọn loại cây
    Bãi rác cũ ở {o} chưa đóng cửa như đã hứa, đề nghị cho biết thời hạn
    → Bãi rác cũ ở {o} ngừng nhận rác và phủ đất trước ngày {d}
    Khói đốt rơm rạ quanh {o} dày đặc cuối vụ, đề nghị có biện pháp
    → Đã thuê máy cuốn rơm cho {o}; ai đốt ven đường bị lập biên bản
    Giếng của {h} hộ ở {o} có mùi lạ từ tháng {t}, đề nghị lấy mẫu kiểm tra
    → Đã lấy mẫu giếng ở {o}; kết quả báo từng hộ trước ngày {d}, trong lúc chờ có xe chở nước
    Đề nghị công khai giờ thu gom rác ở {o} để người dân mang ra đúng giờ
    → Giờ thu gom rác ở {o} đã niêm yết và phát trên loa`,
}
