/** Words that every matter has and that tell none apart: they are no one's name and no subject. Without marks. A table. */

export const fillers: ReadonlySet<string> = new Set(
  `a ah ai anh ay bao ba-con bang bi bien-phap boi bua cac cai cang chac chang chi chua chung co con cu cua cung da dang
  day dem den deu di do duoc em gi giup gio ha hay hien hoac hoai hom het hoi hon it kha khi khong kia kieu la lai lam
  lan lau len lien lieu loai luc luon luc ma may moi mong moi mot minh nao nay nen neu ngay nghi nguoi nhe nhieu nhu
  nhung nua o oi phai qua quan-tam ra rang rat roi sao sau se som su sap tai te thang thay the thi thoi thuong tiep toi
  tra tren trong truoc tu tui tuc tung va van vao vay ve vi voi vua xin xem xet xu ly yeu u uh duoi ngoai ben cho chot de
  kinh gui xa phuong uy ban nhan dan chinh quyen co-quan chuc nang lanh dao cap phan anh kien bao cao giai quyet kiem
  khac phuc sua chua thi xi bon nhau may ngay tuan nam nhung hang cua toan bo ca tat that khoang toi sang chieu trua
  ong chi nhanh ngay ong nha ho hoai lun cam on vui long troi dat a nha nhe ho tro ke tu suot luon doan duong cho gan
  dau cuoi giua canh`.split(/\s+/),
)
