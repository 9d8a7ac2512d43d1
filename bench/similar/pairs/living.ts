/** Rubbish, water, power, smell, noise, animals: invented matters; how to read them is in ../groups.ts. */

export const living = `
# moi_truong 05128 2025-09-12
= Rác thải sinh hoạt ở khu dân cư số 4 ba ngày rồi không thu gom, bốc mùi hôi thối
p Xe rác không vào khu 4 mấy hôm nay, rác chất đống trước cửa nhà dân ruồi nhặng đầy
u rac thai sinh hoat o khu dan cu so 4 ba ngay roi khong thu gom, boc mui hoi thoi
c rác kdc số 4 3 hôm k ai gom, thúi wá trời
t Rác thãi sinh hoạt ở khu dân cư sô 4 ba ngày rồi khônng thu gôm
n place Rác thải sinh hoạt ở khu dân cư số 2 ba ngày rồi không thu gom, bốc mùi hôi thối
n subject Khu dân cư số 4 ba ngày rồi không có nước sạch
n time Rác thải sinh hoạt ở khu dân cư số 4 lại không thu gom đúng lịch {day=+200}

# dien_nuoc 05128 2025-06-03
= Cả khu 7 mất nước sạch từ hôm chủ nhật, bà con phải đi xin từng can nước
p Nước máy ở khu 7 cúp mấy ngày liền, nhà nào cũng phải mua nước bình về nấu ăn
u ca khu 7 mat nuoc sach tu hom chu nhat, ba con phai di xin tung can nuoc
c khu 7 mất nc mấy hôm nay r, mn fải đi xin từng can nc
j cakhu7 matnuoc tu chunhat phaidi xinnuoc
n place Cả khu 9 mất nước sạch từ hôm chủ nhật, bà con phải đi xin từng can nước
n subject Nước sạch ở khu 7 đục ngầu, có mùi clo nặng, bà con không dám nấu ăn
n subject Cả khu 7 mất điện từ hôm chủ nhật, bà con phải thắp nến
n time Khu 7 lại mất nước sạch, bà con phải đi xin nước {day=+250}

# dien_nuoc 05129 2025-07-01
= Điện ở thôn Đông Thịnh yếu, buổi tối quạt không chạy nổi, đề nghị nâng công suất trạm biến áp
p Thôn Đông Thịnh điện chập chờn, tối nào cũng sụt áp, nồi cơm không chín
u dien o thon dong thinh yeu, buoi toi quat khong chay noi, de nghi nang cong suat tram bien ap
c điện thôn đông thịnh yếu wá tối quạt hok chạy nổi lun
n place Điện ở thôn Tây Thịnh yếu, buổi tối quạt không chạy nổi, đề nghị nâng công suất trạm biến áp
n subject Thôn Đông Thịnh buổi tối thanh niên tụ tập nẹt pô, đề nghị công an xử lý

# an_ninh_trat_tu 05129 2025-08-16
= Quán karaoke ở ngã ba Gốc Gạo mở nhạc to đến một hai giờ sáng, cả xóm không ngủ được
p Tiếng ồn từ quán hát gần ngã ba Gốc Gạo kéo dài quá nửa đêm, người già trẻ nhỏ mất ngủ
u quan karaoke o nga ba goc gao mo nhac to den mot hai gio sang, ca xom khong ngu duoc
c quán kara ngã ba gốc gạo hát hò tới 1 2h sáng, cả xóm k ngủ đc
t Quán karaoke ở ngã ba Gôc Gạo mỡ nhạc to đên một hai giờ sang, cả xom không ngũ được
n place Quán karaoke ở ngã ba Cây Si mở nhạc to đến một hai giờ sáng, cả xóm không ngủ được
n subject Ngã ba Gốc Gạo ban đêm xe container đỗ kín, cả xóm không đi được
n time Quán karaoke ngã ba Gốc Gạo hát to đến khuya, cả xóm không ngủ được {day=-320}

# an_ninh_trat_tu 05130 2025-05-20
= Nhà ở cuối ngách 5 ngõ 88 hát loa kẹo kéo tối nào cũng ồn, học sinh không ôn thi được
p Loa kéo hát suốt buổi tối trong ngõ 88, ngách 5, đề nghị phường nhắc vì các cháu đang mùa thi
u nha o cuoi ngach 5 ngo 88 hat loa keo keo toi nao cung on, hoc sinh khong on thi duoc
c ngách 5 ngõ 88 loa kẹo kéo tối nào cx hát, mấy đứa nhỏ ko ôn thi đc
n place Nhà ở cuối ngách 5 ngõ 66 hát loa kẹo kéo tối nào cũng ồn, học sinh không ôn thi được
n subject Cuối ngách 5 ngõ 88 có nhà nuôi gà mùi hôi, học sinh không ôn thi được

# an_ninh_trat_tu 05130 2025-10-30
= Chó thả rông ở tổ 9 không rọ mõm, sáng nay đuổi cắn một cháu bé đi học
p Tổ dân phố số 9 nhiều nhà không xích chó, trẻ con đi học bị cắn
u cho tha rong o to 9 khong ro mom, sang nay duoi can mot chau be di hoc
c chó thả rông tổ 9 hok rọ mõm j hết, cắn con nít đi học lun
n place Chó thả rông ở tổ 19 không rọ mõm, sáng nay đuổi cắn một cháu bé đi học
n subject Tổ 9 có xe ô tô đỗ kín lối đi, các cháu bé đi học phải len qua
n time Tổ 9 lại có chó thả rông đuổi cắn trẻ em đi học {day=+280}

# moi_truong 05131 2025-04-04
= Trại lợn gần suối Ngòi Lạt xả thải thẳng ra suối, cá chết trắng, nước đen và thối
p Suối Ngòi Lạt ô nhiễm nặng do nước thải chăn nuôi heo, cá nổi chết đầy mặt nước
u trai lon gan suoi ngoi lat xa thai thang ra suoi, ca chet trang, nuoc den va thoi
c trại heo xả thải ra ngòi lạt cá chết trắng suối, nc đen thui
n place Trại lợn gần suối Cái xả thải thẳng ra suối, cá chết trắng, nước đen và thối
n subject Có người dùng kích điện đánh cá ở suối Ngòi Lạt, cá con chết trắng

# moi_truong 05131 2025-12-12
= Lò đốt gạch ở xóm Bãi xả khói đen, nhà dân xung quanh khó thở, quần áo phơi ám bụi
p Khói bụi từ lò gạch thủ công xóm Bãi làm người già trẻ em ho suốt
u lo dot gach o xom bai xa khoi den, nha dan xung quanh kho tho, quan ao phoi am bui
c lò gạch xóm bãi xả khói đen xì, k thở nổi, phơi đồ ám bụi hết
n place Lò đốt gạch ở xóm Đồi xả khói đen, nhà dân xung quanh khó thở, quần áo phơi ám bụi
n subject Xóm Bãi thường xuyên mất điện, nhà dân xung quanh lò gạch cũng bị

# moi_truong 05132 2025-03-09
= Bãi rác tự phát cạnh sân bóng thôn Cầu, người nơi khác chở đến đổ trộm ban đêm
p Ban đêm có xe lạ chở rác đến đổ bên cạnh sân bóng của thôn Cầu, nay thành bãi lớn
u bai rac tu phat canh san bong thon cau, nguoi noi khac cho den do trom ban dem
c bãi rác tự phát kế sân bóng thôn cầu, tối là có xe chở rác tới đổ trộm
n place Bãi rác tự phát cạnh sân bóng thôn Hạ, người nơi khác chở đến đổ trộm ban đêm
n subject Sân bóng thôn Cầu không có đèn, thanh niên chơi ban đêm phải dùng đèn xe

# dien_nuoc 05132 2025-11-21
= Dây điện, cáp viễn thông sà thấp trước cổng trường mầm non Hoa Sen, sợ điện giật trẻ
p Cáp mạng với dây điện chùng xuống chạm đầu người ngay cổng mầm non Hoa Sen
u day dien, cap vien thong sa thap truoc cong truong mam non hoa sen, so dien giat tre
c dây điện dây cáp sà thấp cổng mn hoa sen, sợ giật mấy bé
n place Dây điện, cáp viễn thông sà thấp trước cổng trường mầm non Sao Mai, sợ điện giật trẻ
n subject Trước cổng trường mầm non Hoa Sen phụ huynh đỗ ô tô kín đường giờ đón trẻ

# dien_nuoc 05133 2025-05-05
= Nước máy tổ 3 phường đục như nước gạo và tanh, không dùng được
p Cả tổ 3 mở vòi ra nước vàng đục có mùi tanh, đề nghị nhà máy nước kiểm tra
u nuoc may to 3 phuong duc nhu nuoc gao va tanh, khong dung duoc
c nc máy tổ 3 đục ngầu tanh lắm, k xài đc
n place Nước máy tổ 13 phường đục như nước gạo và tanh, không dùng được
n subject Hóa đơn nước máy tổ 3 phường tháng này tăng gấp ba, không hiểu vì sao

# moi_truong 05133 2025-07-27 at=21400,105100
= Khói đốt rơm rạ ngoài đồng mù mịt, xe đi trên đường không thấy gì
p Bà con đốt rơm sau gặt khói mịt đường, đi xe máy cay mắt không nhìn được {at=21401,105101}
c đốt rơm khói mù mịt, chạy xe hok thấy đg lun á {at=21400,105099}
n place Khói đốt rơm rạ ngoài đồng mù mịt, xe đi trên đường không thấy gì {at=21475,105170}
n subject Ngoài đồng bị chuột phá lúa, không thấy ai hướng dẫn diệt {at=21400,105100}

# moi_truong 05134 2025-08-29
= Ao tù giữa xóm 2 đầy bèo và rác, muỗi nhiều, xóm đã có mấy người sốt xuất huyết
p Xóm 2 có người bị sốt xuất huyết rồi, đề nghị phun thuốc muỗi và dọn cái ao tù
u ao tu giua xom 2 day beo va rac, muoi nhieu, xom da co may nguoi sot xuat huyet
c ao tù xóm 2 toàn bèo vs rác muỗi đốt wá trời, có ng sốt xuất huyết r
n place Ao tù giữa xóm 12 đầy bèo và rác, muỗi nhiều, xóm đã có mấy người sốt xuất huyết
n subject Ao giữa xóm 2 không có rào chắn, sợ trẻ con đuối nước

# an_ninh_trat_tu 05134 2025-09-03
= Thanh niên tụ tập đua xe nẹt pô trên đường đê Tả Thao vào tối thứ bảy
p Tối cuối tuần có nhóm xe máy phóng nhanh, nẹt pô ầm ầm trên đê Tả Thao
u thanh nien tu tap dua xe net po tren duong de ta thao vao toi thu bay
c tụi thanh niên đua xe nẹt bô trên đê tả thao tối t7 nào cũng z
n place Thanh niên tụ tập đua xe nẹt pô trên đường đê Hữu Hồng vào tối thứ bảy
n subject Đường đê Tả Thao có người đổ đất lấn ra hành lang đê
n time Trên đê Tả Thao tối thứ bảy lại có thanh niên đua xe nẹt pô {day=+210}
`
