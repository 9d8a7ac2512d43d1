/** Roads, drains, lights: invented matters. Longer than other files, being words; how to read them is in ../groups.ts. */

export const roads = `
# giao_thong 05128 2025-09-10
= Đường Nguyễn Huệ đoạn trước trường tiểu học bị ngập sâu mỗi khi mưa, học sinh phải lội nước đi học
p Cứ mưa to là đoạn cổng trường tiểu học trên phố Nguyễn Huệ úng nước đến đầu gối, các cháu không đi được
u duong Nguyen Hue doan truoc truong tieu hoc bi ngap sau moi khi mua, hoc sinh phai loi nuoc di hoc
t Đưòng Nguyễn Huệ đoạn trươc trường tiểu hoc bị nagp sâu mổi khi mưa
c đg nguyễn huệ trc trg tiểu học mưa là ngập hết, hs đi học ko đc
j duongnguyenhue mualangap truoc truong tieuhoc
n place Đường Trần Phú đoạn trước trường tiểu học bị ngập sâu mỗi khi mưa, học sinh phải lội nước đi học
n subject Đường Nguyễn Huệ đoạn trước trường tiểu học buổi tối không có đèn chiếu sáng, đi lại nguy hiểm
n time Đường Nguyễn Huệ trước trường tiểu học lại ngập sau trận mưa đêm qua {day=+240}

# giao_thong 05128 2025-10-02
= Mặt đường thôn 3 nhiều ổ gà, xe máy đi qua hay bị ngã, đề nghị xã sửa sớm
p Đường trục chính của thôn 3 hư hỏng nặng, bong tróc thành nhiều hố, đã có người ngã xe
u mat duong thon 3 nhieu o ga, xe may di qua hay bi nga, de nghi xa sua som
c đường thôn 3 toàn ổ gà ổ voi đi xe máy ngã hoài, xã sửa sớm giúp bà con vs
t Mặt đưởng thon 3 nhiêu ổ gà, xe mấy đi qua hay bị ngả
n place Mặt đường thôn 5 nhiều ổ gà, xe máy đi qua hay bị ngã, đề nghị xã sửa sớm
n place mat duong thon 8 nhieu o ga, xe may di qua hay bi nga
n subject Thôn 3 có nhiều chó thả rông, xe máy đi qua hay bị đuổi ngã, đề nghị xã xử lý sớm
n time Mặt đường thôn 3 lại nhiều ổ gà sau mùa mưa, đề nghị xã sửa {day=+365}

# dien_nuoc 05130 2025-08-20
= Cột đèn chiếu sáng đầu ngõ 12 đường Hùng Vương hỏng hơn một tháng nay chưa ai sửa
p Bóng điện đường ở đầu ngõ 12 Hùng Vương không sáng đã lâu, tối om, phụ nữ đi làm ca đêm về rất sợ
u cot den chieu sang dau ngo 12 duong hung vuong hong hon mot thang nay chua ai sua
c đèn đg ngõ 12 hùng vương hư cả tháng r k ai sửa
j cotden daungo12 hungvuong hong hon motthang
n place Cột đèn chiếu sáng đầu ngõ 21 đường Hùng Vương hỏng hơn một tháng nay chưa ai sửa
n place Cột đèn chiếu sáng đầu ngõ 12 đường Quang Trung hỏng hơn một tháng nay chưa ai sửa
n subject Ngõ 12 đường Hùng Vương cống bị tắc hơn một tháng nay, nước thải tràn ra đầu ngõ chưa ai xử lý
n time Cột đèn chiếu sáng đầu ngõ 12 Hùng Vương lại cháy bóng {day=-210}

# moi_truong 05130 2025-07-15
= Cống thoát nước trước số nhà 45 phố Lê Lợi bị tắc, nước thải tràn lên mặt đường bốc mùi
p Nắp cống gần nhà số 45 Lê Lợi nghẹt rác nên nước bẩn trào ngược ra phố, hôi thối không chịu được
u cong thoat nuoc truoc so nha 45 pho le loi bi tac, nuoc thai tran len mat duong boc mui
c cống trc nhà 45 lê lợi nghẹt r, nc thải tràn ra đg thúi wá
t Cống thoat nưóc trưoc số nhà 45 phố Lê Lơi bị tăc
n place Cống thoát nước trước số nhà 145 phố Lê Lợi bị tắc, nước thải tràn lên mặt đường bốc mùi
n place Cống thoát nước trước số nhà 45 phố Trần Hưng Đạo bị tắc, nước thải tràn lên mặt đường bốc mùi
n subject Quán nhậu ở số nhà 45 phố Lê Lợi lấn chiếm vỉa hè bày bàn ghế ra mặt đường
n time Cống trước số nhà 45 phố Lê Lợi lại tắc, nước thải tràn ra đường {day=+270}

# giao_thong 05131 2025-11-03
= Cầu qua suối ở bản Nà Lốc bị xói mố sau lũ, mặt cầu nứt, xe tải vẫn đi qua
p Sau trận lũ, cây cầu vào bản Nà Lốc hỏng mố và nứt mặt, bà con lo sập vì xe chở gỗ còn chạy
u cau qua suoi o ban na loc bi xoi mo sau lu, mat cau nut, xe tai van di qua
c cầu ở bản nà lốc nứt r mà xe tải vẫn chạy wa, sợ sập lắm ạ
n place Cầu qua suối ở bản Nà Ớt bị xói mố sau lũ, mặt cầu nứt, xe tải vẫn đi qua
n subject Bản Nà Lốc qua suối không có sóng điện thoại, sau lũ không gọi được ai

# giao_thong 05131 2025-06-11
= Quốc lộ 32 đoạn km 85 xe quá tải chạy suốt đêm làm hỏng đường và rung nứt nhà dân
p Nhà dân sát QL32, km85 bị nứt tường vì xe tải chở đá quá tải chạy ban đêm
u quoc lo 32 doan km 85 xe qua tai chay suot dem lam hong duong va rung nut nha dan
c ql32 km85 xe wá tải chạy cả đêm nhà cửa rung nứt hết
n place Quốc lộ 32 đoạn km 97 xe quá tải chạy suốt đêm làm hỏng đường và rung nứt nhà dân
n place Quốc lộ 2 đoạn km 85 xe quá tải chạy suốt đêm làm hỏng đường và rung nứt nhà dân
n subject Quốc lộ 32 đoạn km 85 sạt lở taluy, đất đá đổ xuống lòng đường

# giao_thong 05132 2025-05-06 at=21310,105220
= Ngã tư gần chợ chiều không có đèn tín hiệu, xe cộ lộn xộn giờ tan tầm hay va chạm
p Đề nghị lắp đèn giao thông tại ngã tư cạnh chợ vì giờ cao điểm tai nạn liên tục {at=21311,105220}
u nga tu gan cho chieu khong co den tin hieu, xe co lon xon gio tan tam hay va cham
c ngã tư chỗ chợ chiều k có đèn đỏ, tan tầm xe tông nhau hoài {at=21310,105221}
n place Ngã tư gần bến xe không có đèn tín hiệu, xe cộ lộn xộn giờ tan tầm hay va chạm {at=21345,105190}
n subject Ngã tư gần chợ chiều rác chất đống không ai dọn, xe cộ đi lại phải tránh

# giao_thong 05132 2025-03-18
= Nắp hố ga trước nhà văn hóa khu 7 bị mất, trẻ em chạy chơi rất nguy hiểm
p Trước nhà văn hoá khu 7 có cái hố ga không còn nắp đậy, tối đi không thấy dễ sụp chân
u nap ho ga truoc nha van hoa khu 7 bi mat, tre em chay choi rat nguy hiem
c hố ga trc nvh khu 7 mất nắp, trẻ con chơi nguy hiểm lắm mn ơi
t Nắp hô ga trước nhà văn hoá khu 7 bi mât, trẻ em chậy chơi rất nguy hiễm
n place Nắp hố ga trước nhà văn hóa khu 9 bị mất, trẻ em chạy chơi rất nguy hiểm
n subject Nhà văn hóa khu 7 bị dột, trần nhà rơi vữa, trẻ em đến chơi rất nguy hiểm
n time Nắp hố ga trước nhà văn hóa khu 7 lại bị mất {day=+300}

# moi_truong 05133 2025-09-25
= Mương thoát nước sau xóm Đình bị lấp rác, mưa xuống là cả xóm ngập
p Xóm Đình ngập vì con mương phía sau xóm đầy rác không thoát được nước
u muong thoat nuoc sau xom dinh bi lap rac, mua xuong la ca xom ngap
c mương sau xóm đình toàn rác lấp hết, mưa cái là ngập cả xóm lun
j muongthoatnuoc sauxomdinh bilaprac mua la ngap
n place Mương thoát nước sau xóm Thượng bị lấp rác, mưa xuống là cả xóm ngập
n subject Xóm Đình mấy hôm nay mất điện liên tục mỗi khi mưa xuống
n time Mương sau xóm Đình vẫn đầy rác, mưa xuống lại ngập {day=+330}

# giao_thong 05133 2025-12-01
= Vỉa hè đường Quang Trung bị các cửa hàng lấn chiếm, người đi bộ phải xuống lòng đường
p Các quán trên phố Quang Trung bày hàng, để xe kín hè phố, không còn chỗ cho người đi bộ
u via he duong quang trung bi cac cua hang lan chiem, nguoi di bo phai xuong long duong
c vỉa hè quang trung bị hàng quán chiếm hết, ng đi bộ fải đi dưới lòng đg
n place Vỉa hè đường Phan Bội Châu bị các cửa hàng lấn chiếm, người đi bộ phải xuống lòng đường
n subject Vỉa hè đường Quang Trung gạch bong tróc, người đi bộ dễ vấp ngã
n subject Cây xanh trên đường Quang Trung đổ nghiêng, người đi bộ phải xuống lòng đường
n time Vỉa hè Quang Trung lại bị hàng quán lấn chiếm, người đi bộ phải xuống lòng đường {day=-190}

# giao_thong 05134 2025-04-22
= Đường vào nghĩa trang xã lầy lội, đám tang đi lại rất khổ, mong được đổ bê tông
p Lối lên nghĩa trang toàn bùn, trời mưa xe tang không vào được, xin bê tông hóa
u duong vao nghia trang xa lay loi, dam tang di lai rat kho, mong duoc do be tong
c đường zô nghĩa trang lầy lội wá, đám tang đi khổ lắm, mong xã đổ bê tông
n place Đường vào trạm y tế xã lầy lội, người bệnh đi lại rất khổ, mong được đổ bê tông
n subject Nghĩa trang xã hết chỗ, gia đình có đám tang rất khổ, mong được mở rộng

# giao_thong 05134 2025-10-19
= Cây cổ thụ ven đường tổ dân phố 4 mục gốc nghiêng ra đường, sợ đổ vào nhà dân khi có bão
p Đề nghị chặt tỉa cây to sắp đổ ở tổ 4, gốc đã mục, bão về là đè nhà dân
u cay co thu ven duong to dan pho 4 muc goc nghieng ra duong, so do vao nha dan khi co bao
c cây to ở tdp 4 mục gốc sắp đổ r, bão zô là đè nhà dân mất
n place Cây cổ thụ ven đường tổ dân phố 14 mục gốc nghiêng ra đường, sợ đổ vào nhà dân khi có bão
n subject Cột điện ven đường tổ dân phố 4 nghiêng ra đường, sợ đổ vào nhà dân khi có bão

# giao_thong 05135 2025-02-14
= Dốc Cây Đa không có lan can, đã ba xe lao xuống ruộng từ đầu năm
p Đoạn dốc Cây Đa cần làm hộ lan, từ Tết tới giờ 3 vụ xe lao xuống ruộng rồi
u doc cay da khong co lan can, da ba xe lao xuong ruong tu dau nam
c dốc cây đa hok có lan can gì hết, 3 xe lao xuống ruộng r đó
n place Dốc Đá Trắng không có lan can, đã ba xe lao xuống ruộng từ đầu năm
n subject Dốc Cây Đa người ta đổ trộm phế thải xây dựng xuống ruộng

# giao_thong 05135 2025-08-08
= Xe tải chở đất cho công trình san lấp ở xóm 6 làm rơi vãi đất, đường bụi mù mịt cả ngày
p Bụi từ xe ben chở đất san nền qua xóm 6 phủ khắp nhà, đất rơi đầy đường
u xe tai cho dat cho cong trinh san lap o xom 6 lam roi vai dat, duong bui mu mit ca ngay
c xe ben chở đất xóm 6 rơi vãi đầy đg, bụi ko thở nổi
n place Xe tải chở đất cho công trình san lấp ở xóm 16 làm rơi vãi đất, đường bụi mù mịt cả ngày
n subject Xe tải chở đất xóm 6 đi qua làm gãy cột biển báo của trường mầm non
`
