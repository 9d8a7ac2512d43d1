/** Support, offices, safety, schools, health: what people say, and under it what the office answers. See fields.ts. */

export const dailyLife = {
  chinh_sach_xa_hoi: `
    Đề nghị công khai cách chấm điểm rà soát hộ nghèo ở {o} năm nay
    → Tiêu chí và cách chấm điểm đã niêm yết tại nhà văn hóa {o}; ý kiến nhận đến ngày {d}
    Tiền trợ cấp xã hội tháng {t} ở {o} chi trả chậm, đề nghị cho biết lý do
    → Chậm do đổi hệ thống chi trả; tiền tháng {t} được trả đủ tại {o} trước ngày {d}
    {h} hộ cận nghèo ở {o} chưa nhận được thẻ bảo hiểm y tế, đề nghị kiểm tra
    → Danh sách {h} hộ đã gửi cơ quan bảo hiểm; thẻ trao tại {o} trước ngày {d}
    Đề nghị hỗ trợ xóa nhà tạm cho {n} hộ ở {o} trước mùa mưa bão
    → {n} hộ ở {o} được hỗ trợ làm nhà, khởi công trước ngày {d}
    Người cao tuổi ở {o} phải ra tận trụ sở nhận trợ cấp, đề nghị chi trả tại nhà văn hóa
    → Từ kỳ sau trợ cấp được chi tại nhà văn hóa {o}, ai yếu thì mang đến nhà
    Đề nghị hướng dẫn hồ sơ hưởng chế độ cho người từng tham gia thanh niên xung phong ở {x}
    → Buổi hướng dẫn và nhận hồ sơ tại trụ sở {x} vào ngày {d}
    Đề nghị mở lớp dạy nghề may và sửa chữa máy nông nghiệp cho lao động ở {o}
    → Lớp may và sửa máy nông nghiệp mở trước ngày {d}, người ở {o} đăng ký tại trụ sở {x}
    Mức hỗ trợ sau bão cho {h} hộ ở {o} chưa được chi, đề nghị trả lời khi nào có
    → Tiền hỗ trợ cho {h} hộ ở {o} được chi trước ngày {d}
    Đề nghị xét lại mức độ khuyết tật cho {n} trường hợp ở {o}
    → Hội đồng xét lại {n} trường hợp ở {o} trước ngày {d}, kết quả báo riêng từng gia đình
    Vốn vay ưu đãi ở {x} hết nguồn từ tháng {t}, đề nghị bổ sung
    → Nguồn vốn vay cho {x} được bổ sung; hồ sơ chờ từ tháng {t} được giải ngân trước ngày {d}`,
  thu_tuc_hanh_chinh: `
    Hồ sơ nộp ở bộ phận một cửa {x} quá hẹn {n} ngày mà không có thư xin lỗi
    → Hồ sơ quá hẹn đã trả kèm thư xin lỗi; một cửa {x} báo trước khi trễ hẹn
    Đề nghị bố trí người hướng dẫn nộp hồ sơ trực tuyến tại nhà văn hóa {o}
    → Mỗi tuần một buổi có người hướng dẫn tại nhà văn hóa {o}, từ ngày {d}
    Bộ phận một cửa {x} buổi chiều thường thiếu người, đề nghị công khai lịch trực
    → Lịch trực một cửa {x} đã niêm yết, buổi chiều có ít nhất hai người
    Đề nghị niêm yết lại các khoản phí, lệ phí ở {x} vì bảng cũ đã mờ
    → Bảng phí, lệ phí ở {x} đã làm lại; không thu khoản nào ngoài bảng
    Người dân {o} đi làm xa, đề nghị tiếp nhận hồ sơ vào sáng thứ Bảy
    → Một cửa {x} nhận hồ sơ sáng thứ Bảy đầu tháng, bắt đầu sau ngày {d}
    Chứng thực bản sao ở {x} phải chờ {n} buổi, đề nghị rút ngắn
    → Chứng thực ở {x} trả ngay trong buổi; quá số lượng thì hẹn buổi sau
    Đề nghị trả kết quả qua bưu điện cho các hộ ở {o} cách trụ sở xa
    → Người dân {o} có thể chọn nhận kết quả qua bưu điện khi nộp hồ sơ
    Giấy tờ mang tên đơn vị cũ có phải đổi không, đề nghị thông báo rõ cho người dân {o}
    → Giấy tờ mang tên đơn vị cũ còn hạn vẫn có giá trị, không bắt buộc đổi; đã phát trên loa {o}
    Đề nghị không yêu cầu nộp lại giấy tờ đã có trong cơ sở dữ liệu khi làm thủ tục ở {x}
    → Một cửa {x} tự tra cứu; ai bị yêu cầu nộp lại báo ngay cho lãnh đạo
    Phần mềm nộp hồ sơ hay lỗi vào đầu giờ, người dân {o} phải về nộp lại {n} lần
    → Lỗi đầu giờ đã được khắc phục; khi phần mềm dừng, một cửa {x} nhận hồ sơ giấy và nhập thay`,
  an_ninh_trat_tu: `
    Thanh niên tụ tập đua xe trên đường qua {o} vào tối cuối tuần, đề nghị tuần tra
    → Công an tuần tra đường qua {o} tối cuối tuần, đã xử lý {n} trường hợp
    Ở {o} {n} tháng qua mất trộm gà, chó nhiều lần, đề nghị tăng cường tuần tra đêm
    → Tổ bảo vệ cơ sở tuần tra đêm ở {o}; kết quả báo tại họp dân trước ngày {d}
    Đề nghị lắp camera ở cổng {o} và công khai nguồn tiền
    → Camera ở cổng {o} lắp trước ngày {d}, nguồn tiền và người được xem niêm yết tại nhà văn hóa
    Karaoke kéo loa ở {o} quá mười giờ đêm, đề nghị nhắc nhở
    → Đã nhắc nhở và cho các hộ có loa kéo ở {o} ký cam kết
    Đề nghị phổ biến cách nhận biết lừa đảo qua mạng cho người cao tuổi ở {o}
    → Buổi nói chuyện về lừa đảo qua mạng tại nhà văn hóa {o} vào ngày {d}
    Xe tải đỗ lấn lòng đường trước chợ {x}, đề nghị sắp xếp chỗ đỗ
    → Đã kẻ chỗ đỗ và đặt biển cấm dừng trước chợ {x}
    Chó thả rông ở {o} không rọ mõm, trẻ em đi học sợ, đề nghị xử lý
    → Đã nhắc các hộ nuôi chó ở {o}; đội bắt chó thả rông làm từ ngày {d}
    Đề nghị bố trí thêm bình chữa cháy ở nhà văn hóa {o}
    → Đã đặt {n} bình chữa cháy ở nhà văn hóa {o} và tập huấn cách dùng
    Trẻ em tắm ở hồ {o} không có rào và biển cảnh báo, đề nghị rào {m} mét
    → Đã cắm biển cảnh báo; rào {m} mét quanh hồ {o} xong trước ngày {d}
    Đề nghị giải tỏa hàng quán lấn vỉa hè đoạn qua {o}
    → Vỉa hè qua {o} đã thông thoáng; {n} hộ được bố trí chỗ bán trong chợ`,
  nong_thon_moi: `
    Đề nghị công khai các khoản đóng góp xây dựng nông thôn mới ở {o} năm qua
    → Bảng thu, chi đóng góp của {o} đã niêm yết; họp dân thông qua trước ngày {d}
    Nhà văn hóa {o} dột, ghế hỏng, đề nghị hỗ trợ sửa chữa
    → Mái nhà văn hóa {o} sửa xong trước ngày {d}; ghế thay cùng đợt
    Đề nghị hỗ trợ xi măng để {h} hộ ở {o} tự làm {m} mét đường ngõ
    → Xi măng cho {m} mét đường ngõ ở {o} được cấp trước ngày {d}
    Sân thể thao {o} chưa có hàng rào, đề nghị đưa vào kế hoạch
    → Hàng rào sân thể thao {o} có trong kế hoạch năm nay, làm trước ngày {d}
    Đề nghị hướng dẫn làm hồ sơ sản phẩm OCOP cho chè và bưởi ở {x}
    → Lớp hướng dẫn hồ sơ OCOP cho chè và bưởi mở tại {x} vào ngày {d}
    Tiêu chí về môi trường ở {o} chưa đạt mà đã đề nghị công nhận, đề nghị xem lại
    → Đã kiểm tra lại, tạm dừng đề nghị công nhận đối với {o} đến khi tiêu chí môi trường đạt
    Đề nghị giúp tiêu thụ nông sản ở {o} khi vào vụ tháng {t}
    → Đã ký với {n} đầu mối mua nông sản ở {o} cho vụ tháng {t}
    Giống lúa được hỗ trợ về {o} chậm {n} tuần so với lịch gieo, đề nghị rút kinh nghiệm
    → {c} nhận thiếu sót; vụ sau giống về {o} trước lịch gieo hai tuần
    Đề nghị có thú y về {o} tiêm phòng đúng đợt tháng {t}
    → Thú y về {o} tiêm phòng trước ngày {d}, lịch báo trên loa
    Đề nghị làm lại biển chỉ dẫn vào {o} vì tên cũ không còn đúng
    → Biển chỉ dẫn vào {o} đã thay theo tên mới`,
  giao_duc: `
    Phòng học của điểm trường {o} dột, đề nghị sửa trước khai giảng
    → Mái phòng học ở {o} sửa xong trước ngày {d}
    Các khoản thu đầu năm ở trường học {x} chưa rõ, đề nghị công khai từng khoản
    → Từng khoản thu đã niêm yết tại cổng trường; {n} khoản chưa đúng đã trả lại phụ huynh
    Trường mầm non {x} thiếu {n} lớp cho trẻ dưới ba tuổi, phụ huynh {o} phải gửi xa
    → Mở thêm {n} lớp dưới ba tuổi, nhận trẻ ở {o} từ ngày {d}
    Đề nghị giữ điểm trường {o} vì học sinh nhỏ đi xa {n} cây số
    → Giữ điểm trường {o} cho lớp một và lớp hai
    Bếp ăn bán trú ở {x} cần công khai thực đơn và nơi mua thực phẩm
    → Thực đơn và nơi mua thực phẩm niêm yết hằng tuần; phụ huynh được vào kiểm tra bếp
    Cổng trường ở {o} ùn tắc giờ tan học, đề nghị phân luồng
    → Hai khối tan học lệch mười lăm phút; có người phân luồng ở cổng trường {o}
    Đề nghị mở lại thư viện thiếu nhi ở {x} vào mùa hè
    → Thư viện thiếu nhi ở {x} mở ba buổi mỗi tuần trong hè
    Học sinh {o} thiếu xe đưa đón sau khi nhập trường, đề nghị hỗ trợ
    → Có xe đưa đón học sinh {o} từ ngày {d}, hộ nghèo không phải trả tiền
    Nhà vệ sinh trường ở {o} hỏng từ tháng {t}, đề nghị sửa
    → Nhà vệ sinh trường ở {o} sửa xong trước ngày {d}
    Đề nghị mở lớp hướng dẫn dùng điện thoại thông minh cho người lớn tuổi ở {o}
    → Đoàn thanh niên mở lớp tại nhà văn hóa {o}, buổi đầu ngày {d}`,
  y_te: `
    Trạm y tế {x} thiếu thuốc huyết áp từ tháng {t}, người dân {o} phải mua ngoài
    → Thuốc huyết áp đã về trạm y tế {x}; danh mục thuốc còn, hết niêm yết hằng tuần
    Đề nghị bác sĩ về khám lưu động ở {o} mỗi quý một lần
    → Khám lưu động ở {o} mỗi quý một lần, lần đầu ngày {d}
    Chờ khám ở trạm y tế {x} lâu, đề nghị có lịch hẹn qua điện thoại
    → Trạm y tế {x} nhận hẹn giờ khám từ ngày {d}
    Đề nghị phun thuốc diệt muỗi ở {o}, đã có {n} ca sốt xuất huyết
    → Đã phun hai đợt ở {o} và đến từng nhà hướng dẫn diệt bọ gậy
    Máy siêu âm của trạm y tế {x} hỏng {n} tháng, đề nghị sửa
    → Máy siêu âm của trạm y tế {x} dùng lại được từ ngày {d}
    Đề nghị hướng dẫn chuyển tuyến cho người có thẻ bảo hiểm ở {o}
    → Bảng hướng dẫn chuyển tuyến đã phát ở {o} và dán tại trạm y tế {x}
    Lịch tiêm chủng ở {x} thay đổi mà phụ huynh {o} không được báo trước
    → Lịch tiêm chủng báo trước {n} ngày trên loa {o} và bằng tin nhắn
    Cơ sở bán thuốc ở {o} không niêm yết giá, đề nghị kiểm tra
    → Đã kiểm tra cơ sở bán thuốc ở {o}; giá đã niêm yết đủ
    Đề nghị có người trực đêm ở trạm y tế {x}
    → Trạm y tế {x} có người trực đêm từ ngày {d}
    Đề nghị lập hồ sơ sức khỏe cho {h} người cao tuổi ở {o}
    → Hồ sơ sức khỏe cho {h} người cao tuổi ở {o} lập xong trước ngày {d}`,
}
