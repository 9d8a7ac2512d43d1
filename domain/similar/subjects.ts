/**
 * What matters are about, with the many words for each: `úng`, `ngập` and `lụt` are one subject. Phrases are written
 * without marks, as normalise gives them; `a..b` is a with b at most four syllables later. A table, so longer than other files.
 */

const phrases: Readonly<Record<string, string>> = {
  flood: 'ngap, ung nuoc, bi ung, lut, nuoc dang, dong nuoc, dong vung, tran vao nha, ung',
  drain:
    'cong thoat, ranh thoat, muong thoat, thoat nuoc, cong tac, cong..tac, cong..nghet, nghet, tac cong, nghet cong, cong ranh, nuoc thai..trao, trao nguoc, thong cong, nao vet, lap rac, cong..tran, tac nghen, khong thoat duoc',
  manhole: 'ho ga, nap cong, nap ho, mat nap, ho khong nap, nap dan, khong con nap, nap day',
  pothole:
    'o ga, o voi, o trau, hu hong mat duong, mat duong hong, duong hong, duong hu, duong xuong cap, mat duong..hong, duong..hu hong, bong troc, lun nut, duong..xau, lo cho, sut lun, mat duong..nut, ho tren duong, duong nat, lam hong duong',
  mud: 'lay loi, bun lay, lay lun, do be tong, be tong hoa, toan bun, duong dat, bun dat, tron truot',
  light:
    'den duong, dien duong, den chieu sang, dien chieu sang, chieu sang, cot den, bong den, bong dien, den..hong, den..hu, den..chay, den..tat, khong co den, den cao ap, toi om, toi thui, khong sang, thieu sang, den ngo',
  signal: 'den tin hieu, den giao thong, den do, den xanh, va cham, tai nan lien tuc, tong nhau',
  garbage:
    'rac thai, thu gom rac, gom rac, xe rac, do rac, rac..gom, rac..don, rac sinh hoat, chat dong rac, rac chat dong, rac u dong, don rac, vut rac, xa rac, thung rac, rac..khong, ai gom, khong thu gom',
  dumping:
    'do trom, bai rac tu phat, phe thai, do rac trom, do dat thai, rac..do trom, cho rac den do, xa ban, den do',
  nowater:
    'mat nuoc, cup nuoc, khong co nuoc, thieu nuoc, het nuoc, ngat nuoc, nuoc..cup, nuoc yeu, nuoc khong chay, khong co nuoc sach, xin nuoc, xin..can nuoc',
  badwater:
    'nuoc duc, nuoc..duc, nuoc ban, nuoc vang, nuoc phen, nuoc co mui, nuoc..tanh, nuoc..mui clo, nuoc nhiem, nuoc gieng..o nhiem, nuoc..can',
  leakpipe: 'vo ong, ong nuoc, duong ong, ro ri nuoc, ong..vo, ro nuoc, be ong',
  nopower: 'mat dien, cup dien, cat dien, khong co dien, dien..cup, dien..ngat, mat dien lien tuc',
  weakpower:
    'dien yeu, dien..yeu, sut ap, dien ap, chap chon, nang cong suat, tram bien ap, dien khong du, dien..khong chay noi',
  wires:
    'day dien, cap vien thong, day cap, cap mang, day dien..thap, day..chung, day..sa, sa thap, cap..chung, dien giat, ro dien, ho dien',
  pole: 'cot dien, tru dien, cot..nghieng, cot..do, cot..gay, cot vien thong',
  smell: 'mui hoi, hoi thoi, boc mui, mui thoi, thoi qua, hoi qua, nong nac, mui kho chiu, mui tanh, thum',
  effluent:
    'xa thai, nuoc thai chan nuoi, xa nuoc thai, o nhiem, trai lon, trai ga, trai heo, chan nuoi, ca chet, xa ra suoi, xa ra song, nuoc thai..xa, nuoc den',
  smoke: 'khoi den, xa khoi, lo gach, lo dot, khoi bui, lo than, khoi..nha may, ong khoi, dot rac, khoi',
  straw: 'dot rom, rom ra, dot ruong, dot dong, khoi rom',
  dust: 'bui mu mit, bui ban, roi vai, bui..duong, xe cho dat, bui..xe, bui..dat, dat roi, bui tu xe, phu bat',
  overload:
    'qua tai, xe tai nang, qua kho, xe tai..chay, xe tai, xe ben, xe trong tai, xe cho da, xe cho go, hung than',
  noise:
    'tieng on, on ao, karaoke, loa keo, keo loa, hat ho, mo nhac, nhac to, loa..to, on qua, gay on, khong ngu duoc, mat ngu, hat..loa, quan hat, cung on, hat suot',
  dogs: 'cho tha rong, cho..tha rong, ro mom, cho can, cho dai, khong xich cho, cho duoi, xich cho, cho chay rong, cho..can, cho..duoi',
  livestock: 'bo tha rong, trau bo, de tha rong, trau tha rong, pha lua, pha hoa mau',
  mosquito: 'sot xuat huyet, phun thuoc, muoi, lang quang, bo gay, diet muoi, ao tu',
  pests: 'chuot, chau chau, sau benh, oc buou, dich benh cay, tha ta lon chau phi, dich ta',
  sidewalk:
    'lan chiem via he, via he..lan, via he..chiem, lan chiem long duong, bay ban, lan via he, via he..quan, he pho, via he..hang, lan chiem, chiem via he, bay hang, bay ban ghe, long duong..cho',
  paving: 'gach via he, gach..bong, lat gach, via he..hong, via he..vo, gach bong, via he..gach',
  parking:
    'do xe, do o to, dau xe, xe do, do kin, do chan, xe o to do, o to do, dau o to, container do, bai do xe, cho do xe, o to..do, do o to kin',
  trees:
    'cay co thu, cay xanh, cay do, cay..do, muc goc, chat tia, tia canh, cay to, canh cay, cay..nghieng, cay kho, cay chet',
  landslide: 'sat lo, lo dat, sat dat, lo taluy, sat taluy, dat da do, lo nui, sut lo, lo bo, xoi lo',
  bridge:
    'mo cau, mat cau, cau..nut, cau..sap, cau yeu, cay cau, cau..hong, cau..xoi, cau treo, cau hong, xay cau, cau..go',
  guardrail: 'lan can, ho lan, rao chan, bien bao, gop bao hieu, guong cau, lao xuong',
  boat: 'do ngang, ao phao, do cho, cho qua so nguoi, phao cuu sinh',
  drowning: 'duoi nuoc, bien canh bao nuoc, rao ao',
  mobile: 'song dien thoai, song di dong, bat song, mat song, khong co song, song..yeu, song 4g, song yeu',
  speaker: 'loa phat thanh, loa phuong, loa truyen thanh, loa..thon, loa cong cong',
  racing: 'dua xe, net po, net bo, phong nhanh, lang lach, boc dau, bo xe, po xe, danh vong',
  gathering: 'tu tap, danh nhau, gay roi, uong ruou gay, quay pha, say xin',
  theft:
    'mat trom, trom cap, trom cho, mat ga, mat cap, ke trom, bi trom, trom ga, lap camera, ke gian, trom',
  fraud: 'lua dao, tin dung den, cho vay nang lai, danh bac, co bac, ma tuy, lo de',
  landcert:
    'so do, giay chung nhan quyen su dung, cap giay chung nhan, quyen su dung dat, so hong, cap so, bia do, lam so',
  clearance:
    'giai phong mat bang, boi thuong, den bu, thu hoi dat, tai dinh cu, gia den bu, tien den bu, mat bang',
  encroach:
    'lan dat, lan ra, xay lan, lan loi di, xay trai phep, xay dung trai phep, tranh chap dat, rao lan, hanh lang de, xay tuong, lan ranh, xay rao',
  works:
    'thi cong, cham tien do, xay do, do dang, ngung thi cong, bo hoang, tien do, cong trinh..cham, bao gio xong',
  leakroof: 'dot, mai..thung, tran nha, roi vua, dot nat, mua..uot, tham dot, xuong cap..nha',
  closed: 'bi khoa, dong cua, khoa suot, khoa cua, khong mo cua',
  onestop:
    'mot cua, 1 cua, chung thuc, sao y, thieu nguoi truc, cho ca buoi, ngoi doi, doi..lau, cong chung giay',
  birth: 'khai sinh, giay khai sinh, ket hon, khai tu, ho tich, dang ky khai',
  eservice: 'dich vu cong, truc tuyen..ho so, ho so truc tuyen, nop..truc tuyen, vneid, phan mem',
  fees: 'le phi, thu phi, phi..cao, niem yet gia, bang niem yet, hoa don, tien dien..tang, tien nuoc..tang, thu tien',
  schoolfees:
    'khoan thu, dau nam, quy lop, tien dieu hoa, lam thu, thu dau nam, quy phu huynh, tien truong, quy truong',
  schoolfood: 'ban tru, bep an, suat an, com trua, ngo doc, thit oi, thuc an',
  teachers: 'thieu giao vien, thieu co, co giao, thay giao, thieu thay, day them, hoc them',
  clinic: 'bac si, truc ban dem, cap cuu, tram xa, kham benh, khong co bac, y si',
  vaccine: 'vac xin, tiem chung, tiem phong, tiem',
  insurance: 'bao hiem y te, the bao hiem, bao hiem xa hoi',
  poor: 'ho ngheo, can ngheo, ra soat ho, xet ho, binh xet, bo sot',
  benefits:
    'tro cap, tien tro cap, chi tra, mai tang, luong huu, tien ho tro, bao tro, che do chinh sach, huong che do',
  opencount: 'dong gop, cong khai tien, thu chi, cong khai thu, cong khai tai chinh, tien quy',
  irrigation:
    'kenh muong, thuy loi, muong tuoi, nuoc tuoi, cay lua, tram bom, bo kenh, nuoc..ruong, nuoc..cay, vu xuan, vu mua, kenh..vo, tac muong, kenh dan, dan nuoc',
  fishing: 'kich dien, danh ca, chai dien, xung dien',
  cemetery: 'nghia trang..cho, mo rong nghia trang, het cho, mo ma, chon cat',
  fire: 'phong chay, chua chay, chay rung, chay no, pccc',
  food: 'an toan thuc pham, ve sinh thuc pham, thuc pham ban, hang gia, het han',
  advert: 'to roi, quang cao, dan giay, bien quang cao',
}

/** The first syllable of each phrase → what must follow it, how far, and the subject. */
type Follow = { rest: readonly { syllable: string; within: number }[]; subject: string }
const byFirst = new Map<string, Follow[]>()
const GAP = 4
for (const [subject, list] of Object.entries(phrases))
  for (const phrase of list.split(/,\s*/)) {
    const rest: { syllable: string; within: number }[] = []
    for (const [part, words] of phrase.split('..').entries())
      for (const [i, syllable] of words.trim().split(' ').entries())
        rest.push({ syllable, within: part > 0 && i === 0 ? GAP + 1 : 1 })
    const first = rest.shift()!.syllable
    byFirst.set(first, [...(byFirst.get(first) ?? []), { rest, subject }])
  }

/** The subjects that are spoken of, and at which syllables. */
export function subjectsIn(syllables: readonly string[]): { subjects: Set<string>; at: Set<number> } {
  const subjects = new Set<string>()
  const at = new Set<number>()
  for (const [i, first] of syllables.entries())
    for (const { rest, subject } of byFirst.get(first) ?? []) {
      const places = follow(syllables, i, rest)
      if (!places) continue
      subjects.add(subject)
      for (const place of places) at.add(place)
    }
  return { subjects, at }
}

function follow(syllables: readonly string[], from: number, rest: Follow['rest']): number[] | undefined {
  const at = [from]
  for (const { syllable, within } of rest) {
    const start = at.at(-1)! + 1
    const found = syllables.slice(start, start + within).indexOf(syllable)
    if (found < 0) return undefined
    at.push(start + found)
  }
  return at
}
