/** Syllables that matters are made of, without marks, for mending what was mistyped. A table, and so longer than other files. */

const lines = `
duong ngap nuoc dien rac den cong xe nha dan xa thon khu to ngo pho khong duoc bi co cac cua va cho cho tai truoc sau
tren duoi trong ngoai ben canh gan dau cuoi giua sat doan loi ngach hem xom ban ap lang phuong tinh quoc lo so cau
suoi song ho ao kenh muong dap de doc deo nui doi dong ruong vuon san bai ben cang cho truong tieu hoc mam non trung
cap van hoa tram te benh vien nghia trang dinh chua mieu tho vong via he le mat long vach bien bao tin hieu camera
cot day cap vien thong bien ap chap chon sut yeu manh mat cup chay no hong hu gay do nghieng sap sut lun nut vo ro
ri thung dot nat bong troc xuong cap lay loi bun bui khoi mu mit den thui hoi thoi tanh o nhiem xa thai tran lap tac
nghet un u ung lut sau dam nuoc sach duc may giong khoan bom thoat thuy loi sinh hoat chan nuoi trai lon ga vit bo
trau cho meo tha rong ro mom xich can ruoi muoi nhang chuot sot xuat huyet dich phun thuoc thu gom don dep chat dong
vut trom cap mat do san lap mua nang lu bao giong set gio sat lo dat da cat soi xi mang be tong nhua hoa xay dung
cong trinh thi truong do dang cham tien do nghiem bo hoang khoa hat nhac loa keo on ao tieng ngu dem sang trua chieu
toi khuya hom nay qua mai ngay tuan thang nam gio phut lan may nhieu it lau moi cu lai van dang da se chua roi xong
het luon lien tuc thuong xuyen keo dai suot ca hai ba bon nam sau bay tam chin muoi mot tram nghin trieu dong
de nghi xin mong kinh gui phan anh kien bao quan tam xem xet giai quyet xu ly kiem tra sua chua khac phuc som ngay
giup do cam on nguoi gia tre em be chau hoc sinh phu huynh ba con ho gia dinh cu ong anh chi em minh chung toi ai
nguy hiem tai nan nga va cham tong dam cap cuu cuu thuong kho khan so lo buc xuc phien kho di lai qua vao ra len
xuong ve den tu cho do chay dung de nam ngoi an uong o lam viec ban mua giao thong an toan tat tu cong an bo doi
can bo lanh dao uy nhan phuong mot cua ho so giay to chung nhan quyen su dung so do khai sinh ket hon chung thuc
thu tuc truc tuyen nop tra ket qua hen le phi tien thu gia cao thap tang giam hoa don ho tro tro cap boi thuong den
bu giai phong bang dinh cu thu hoi tranh chap lan chiem xay trai phep hanh lang rao tuong ngo cong chung cong khai
danh sach binh xet ngheo can kho cao tuoi khuyet tat bao hiem chi quy lop hoc phi thay co giao vien thieu thua day
com ban tru thit bua thuc pham ve sinh bac si truc kham thuoc tiem vac xin benh nhan xe cuu song thoai di mang wifi
yeu ngat ket noi cay xanh canh re goc muc do chat tia co hoang ram coi dua net po phong nhanh tu tap thanh nien
danh nhau ruou ma tuy co bac tin dung lua dao mat trom ga vit lua ngo khoai mia che rung keo go chay no phong
doc khoi lo gach than dot rom ra may moc nha xuong doanh nghiep cong ty xuong san xuat kinh quan an nhau hang
ban ghe ket ban do dau sai tai trong container tai ben ben xe buyt khach do ngang thuyen phao dat rung thu tu
nguyen tran le pham hoang huynh phan vu vo dang bui do ngo duong ly hung vuong quang trung hue loi phu dao hung
thai to ly thuong kiet hai trung van chau boi trinh chi thanh giap ngoc minh tan hoa binh son tay bac nam dong
thinh an phuc loc tho khanh vinh long hung xuan thu ha huong lan mai dinh hau tien thuong trung ha giang lam kinh
thuc thi sach noi tieng viet hoc tap sinh song the nao nhu vay rat qua lam that su thuc chac nua them con chi moi
chu nhat tat thoi hoai khi luc neu thi ma nen vi do boi tai sao gi nao day kia ay no ho minh cung deu moi tat ca toan bo phan lon khoang
hon kem bang nhau khac giong rieng chung trai phai thang cong queo rong hep to nho dai ngan cao thap nong lanh uot kho`

const rank = new Map<string, number>()
for (const syllable of lines.split(/\s+/)) if (syllable && !rank.has(syllable)) rank.set(syllable, rank.size)

/** How far down the list a syllable stands; undefined when it is not there. */
export const rankOf = (syllable: string): number | undefined => rank.get(syllable)

/** Every syllable of the list with one letter left out → those it may have been. */
const without = new Map<string, string[]>()
for (const syllable of rank.keys()) {
  if (syllable.length < 3) continue
  for (const shorter of shortened(syllable)) {
    const known = without.get(shorter)
    if (known) known.push(syllable)
    else without.set(shorter, [syllable])
  }
}

function shortened(word: string): Set<string> {
  const all = new Set<string>()
  for (let i = 0; i < word.length; i++) all.add(word.slice(0, i) + word.slice(i + 1))
  return all
}

/**
 * The syllable of the list that is one slip away: two letters swapped, one too many, one missing, or one for another,
 * in this order of likelihood; among equals the more usual one.
 */
export function mended(word: string): string | undefined {
  if (word.length < 3 || word.length > 8) return undefined
  let best: { syllable: string; cost: number } | undefined
  const consider = (syllable: string, kind: number) => {
    const cost = kind * 10_000 + (rank.get(syllable) ?? 9_999)
    if (!best || cost < best.cost) best = { syllable, cost }
  }
  const fewer = shortened(word)
  for (const shorter of fewer) {
    if (rank.has(shorter)) consider(shorter, 1)
    for (const syllable of without.get(shorter) ?? [])
      if (syllable.length === word.length) consider(syllable, swapped(word, syllable) ? 0 : 3)
  }
  for (const syllable of without.get(word) ?? []) consider(syllable, 2)
  return best?.syllable
}

function swapped(a: string, b: string): boolean {
  for (let i = 0; i + 1 < a.length; i++)
    if (a[i] !== b[i]) return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)
  return false
}
