/** Land, papers, schools, health, support: invented matters; how to read them is in ../groups.ts. */

export const offices = `
# dat_dai 05128 2025-09-01
= Hồ sơ cấp sổ đỏ của các hộ ở xóm Mới nộp từ năm ngoái đến nay chưa có kết quả
p Bà con xóm Mới làm giấy chứng nhận quyền sử dụng đất hơn một năm mà vẫn phải chờ
u ho so cap so do cua cac ho o xom moi nop tu nam ngoai den nay chua co ket qua
c xóm mới nộp hồ sơ làm sổ đỏ từ năm ngoái tới h chưa thấy j
t Hồ sơ cấp sổ đõ của các hộ ở xóm Mơi nộp tư năm ngoái đến nay chưa có kêt quả
n place Hồ sơ cấp sổ đỏ của các hộ ở xóm Chùa nộp từ năm ngoái đến nay chưa có kết quả
n subject Các hộ ở xóm Mới chưa nhận được tiền hỗ trợ sau bão từ năm ngoái đến nay

# dat_dai 05129 2025-10-10
= Tiền bồi thường giải phóng mặt bằng đường tránh qua thôn 6 thấp hơn giá thị trường, dân chưa đồng ý
p Thôn 6 bị thu hồi đất làm đường tránh nhưng giá đền bù quá thấp, đề nghị xem lại
u tien boi thuong giai phong mat bang duong tranh qua thon 6 thap hon gia thi truong, dan chua dong y
c đền bù đường tránh thôn 6 rẻ wá, dân k đồng ý
n place Tiền bồi thường giải phóng mặt bằng đường tránh qua thôn 2 thấp hơn giá thị trường, dân chưa đồng ý
n subject Thi công đường tránh qua thôn 6 làm tắc mương tưới, dân không cấy được

# dat_dai 05130 2025-02-20
= Có hộ xây tường rào lấn ra lối đi chung ngõ 34, xe cứu thương không vào được
p Lối đi chung trong ngõ 34 bị nhà dân xây lấn, ô tô cấp cứu vào không lọt
u co ho xay tuong rao lan ra loi di chung ngo 34, xe cuu thuong khong vao duoc
c ngõ 34 có nhà xây rào lấn lối đi chung, xe cứu thương hok zô đc
n place Có hộ xây tường rào lấn ra lối đi chung ngõ 43, xe cứu thương không vào được
n subject Đường ống nước ngõ 34 vỡ, nước chảy lênh láng lối đi chung

# thu_tuc_hanh_chinh 05130 2025-06-17
= Bộ phận một cửa phường làm chứng thực phải chờ cả buổi, chỉ có một người trực
p Ra phường sao y giấy tờ mà ngồi đợi từ sáng tới trưa, một cửa thiếu người
u bo phan mot cua phuong lam chung thuc phai cho ca buoi, chi co mot nguoi truc
c ra 1 cửa phường chứng thực chờ cả buổi, có mỗi 1 ng trực
n place Bộ phận một cửa phường làm chứng thực phải chờ cả buổi, chỉ có một người trực {unit=05177}
n subject Bộ phận một cửa phường thu phí chứng thực cao hơn bảng niêm yết
n time Một cửa phường chứng thực vẫn phải chờ cả buổi {day=+300}

# thu_tuc_hanh_chinh 05131 2025-11-11
= Nộp hồ sơ khai sinh trực tuyến cho con đã mười ngày mà xã chưa trả kết quả
p Đăng ký giấy khai sinh qua dịch vụ công hơn một tuần vẫn báo đang xử lý
u nop ho so khai sinh truc tuyen cho con da muoi ngay ma xa chua tra ket qua
c nộp khai sinh online cho bé 10 ngày r xã vẫn chưa trả
n place Nộp hồ sơ khai sinh trực tuyến cho con đã mười ngày mà xã chưa trả kết quả {unit=05199}
n subject Nộp hồ sơ trực tuyến xin trợ cấp mai táng đã mười ngày mà xã chưa trả kết quả

# giao_duc 05132 2025-09-16
= Trường tiểu học Minh Tân thu tiền điều hòa và quỹ lớp đầu năm quá cao, phụ huynh không được bàn
p Phụ huynh trường tiểu học Minh Tân bức xúc vì các khoản thu đầu năm nhiều, không có họp thống nhất
u truong tieu hoc minh tan thu tien dieu hoa va quy lop dau nam qua cao, phu huynh khong duoc ban
c trg tiểu học minh tân thu đầu năm cao wá, phụ huynh k được bàn j hết
n place Trường tiểu học Minh Hòa thu tiền điều hòa và quỹ lớp đầu năm quá cao, phụ huynh không được bàn
n subject Bếp ăn bán trú trường tiểu học Minh Tân cho ăn thịt ôi, phụ huynh không được vào xem

# giao_duc 05133 2025-10-08
= Điểm trường mầm non thôn Rẫy dột nát, trời mưa cô trò phải dồn một góc
p Lớp mầm non ở thôn Rẫy mái thủng, mưa là nước xuống ướt hết chỗ các cháu ngủ
u diem truong mam non thon ray dot nat, troi mua co tro phai don mot goc
c lớp mầm non thôn rẫy dột quá, mưa là ướt hết trơn
n place Điểm trường mầm non thôn Suối dột nát, trời mưa cô trò phải dồn một góc
n subject Điểm trường mầm non thôn Rẫy thiếu cô giáo, hai lớp phải dồn một

# y_te 05128 2025-03-25
= Trạm y tế xã không có bác sĩ trực ban đêm, người cấp cứu phải đi hai mươi cây số
p Ban đêm đến trạm xá không gặp ai trực, có ca cấp cứu phải chở đi xa 20km
u tram y te xa khong co bac si truc ban dem, nguoi cap cuu phai di hai muoi cay so
c trạm y tế xã tối hok có bs trực, cấp cứu fải đi 20 cây
n place Trạm y tế xã không có bác sĩ trực ban đêm, người cấp cứu phải đi hai mươi cây số {unit=05188}
n subject Trạm y tế xã hết vắc xin cho trẻ, phải đi hai mươi cây số để tiêm

# chinh_sach_xa_hoi 05129 2025-07-08
= Rà soát hộ nghèo ở thôn 9 không công khai, nhiều nhà khó khăn bị bỏ sót
p Việc xét hộ nghèo thôn 9 không họp dân, danh sách không dán ở nhà văn hóa
u ra soat ho ngheo o thon 9 khong cong khai, nhieu nha kho khan bi bo sot
c xét hộ nghèo thôn 9 k công khai j cả, nhà khó khăn thật thì bị bỏ sót
n place Rà soát hộ nghèo ở thôn 1 không công khai, nhiều nhà khó khăn bị bỏ sót
n subject Thôn 9 không công khai tiền đóng góp làm đường, nhiều nhà không biết thu bao nhiêu

# chinh_sach_xa_hoi 05131 2025-08-01
= Tiền trợ cấp người cao tuổi tháng 7 ở xóm Trại chưa được chi trả
p Các cụ trên 80 tuổi xóm Trại chưa nhận tiền trợ cấp của tháng bảy
u tien tro cap nguoi cao tuoi thang 7 o xom trai chua duoc chi tra
c tiền trợ cấp ng già tháng 7 xóm trại chưa thấy phát
n place Tiền trợ cấp người cao tuổi tháng 7 ở xóm Đầm chưa được chi trả
n subject Xóm Trại muốn xin dựng câu lạc bộ người cao tuổi từ tháng 7 chưa được trả lời

# nong_thon_moi 05134 2025-01-15
= Kênh mương cấp 2 qua cánh đồng Mả Lim vỡ bờ, nước không về ruộng kịp vụ xuân
p Bờ kênh dẫn nước ra đồng Mả Lim bị vỡ, bà con không có nước để cấy vụ chiêm xuân
u kenh muong cap 2 qua canh dong ma lim vo bo, nuoc khong ve ruong kip vu xuan
c kênh ra đồng mả lim vỡ bờ r, nc k zề ruộng sao cấy kịp
n place Kênh mương cấp 2 qua cánh đồng Cửa Đình vỡ bờ, nước không về ruộng kịp vụ xuân
n subject Cánh đồng Mả Lim bị bò thả rông phá lúa vụ xuân

# an_ninh_trat_tu 05135 2025-12-20
= Mất trộm gà và đồ sắt liên tục ở khu 11, đề nghị lắp camera đầu khu
p Khu 11 gần Tết trộm cắp nhiều quá, mấy nhà mất gà, xin công an tuần tra đêm
u mat trom ga va do sat lien tuc o khu 11, de nghi lap camera dau khu
c khu 11 trộm gà vs đồ sắt hoài, lắp cam đầu khu đi ạ
n place Mất trộm gà và đồ sắt liên tục ở khu 1, đề nghị lắp camera đầu khu
n subject Đầu khu 11 có cột điện gãy, đề nghị lắp lại
n time Khu 11 lại mất trộm gà và đồ sắt {day=-350}

# dau_tu_cong 05135 2025-06-26
= Nhà văn hóa thôn Ngọc Tân xây dở ba năm nay bỏ hoang, cỏ mọc, không biết bao giờ xong
p Công trình nhà văn hoá thôn Ngọc Tân ngừng thi công đã lâu, đề nghị cho biết tiến độ
u nha van hoa thon ngoc tan xay do ba nam nay bo hoang, co moc, khong biet bao gio xong
c nvh thôn ngọc tân xây dở 3 năm nay bỏ hoang, bh mới xong đây
j nhavanhoa thonngoctan xaydo banam bohoang
n place Nhà văn hóa thôn Ngọc Lâm xây dở ba năm nay bỏ hoang, cỏ mọc, không biết bao giờ xong
n subject Nhà văn hóa thôn Ngọc Tân bị khóa suốt, bà con không vào đọc sách được

# giao_thong 05128 2025-04-16
= Bến đò Tràng Xã không có áo phao, đò chở quá số người quy định
p Đò ngang ở bến Tràng Xã chở đông quá mà khách không ai có áo phao
u ben do trang xa khong co ao phao, do cho qua so nguoi quy dinh
c bến đò tràng xã hok có áo phao, chở wá ng luôn nguy hiểm lắm
n place Bến đò Vân Sa không có áo phao, đò chở quá số người quy định
n subject Bến đò Tràng Xã bị sạt lở bờ, đò không vào được

# an_ninh_trat_tu 05132 2025-07-19 at=21250,105330
= Sóng điện thoại quá yếu, gọi không được, họp trực tuyến bị ngắt liên tục
p Cả khu này không bắt được sóng di động, muốn gọi phải leo lên đồi {at=21251,105331}
c sóng đt yếu xìu, gọi k đc luôn {at=21249,105330}
n place Sóng điện thoại quá yếu, gọi không được, họp trực tuyến bị ngắt liên tục {at=21190,105260}
n subject Loa phát thanh quá to, họp trực tuyến không nghe được {at=21250,105330}
`
