/** Addresses in the people's language, folders in the code's: the one table between them. */

const table: Record<string, string> = {
  '/so-lieu': '/figures',
  '/so-lieu/liet-ke': '/figures/list',
  '/so-lieu/cach-dem': '/figures/how',
  '/doi-thoai': '/dialogues',
  '/y-kien': '/opinions',
  '/so-cong-khai': '/acts',
  '/don-vi': '/units',
  '/cach-in': '/printing',
  '/co-chu': '/text-size',
  '/gui': '/raise',
  '/b': '/receipt',
  '/b/ky': '/receipt/sign',
  '/b/tai': '/receipt/download',
  '/v': '/matters',
  '/anh': '/evidence',
  '/bao-tin': '/notices',
  '/bao-tin/may': '/notices/device',
  '/bao-tin/xac-nhan': '/notices/confirm',
  '/bao-tin/thoi': '/notices/stop',
  '/can-bo': '/staff',
  '/can-bo/dang-nhap': '/staff/sign-in',
  '/can-bo/dang-nhap/lop-hai': '/staff/sign-in/second',
  '/can-bo/dang-nhap/khoa': '/staff/sign-in/passkey',
  '/can-bo/dang-nhap/sso': '/staff/sign-in/provider',
  '/can-bo/dang-nhap/sso/ve': '/staff/sign-in/provider/back',
  '/can-bo/dang-xuat': '/staff/sign-out',
  '/can-bo/moi': '/staff/invitation',
  '/can-bo/tai-khoan': '/staff/account',
  '/can-bo/tai-khoan/lop-hai': '/staff/account/second',
  '/can-bo/tai-khoan/khoa': '/staff/account/passkey',
  '/can-bo/nhat-ky': '/staff/log',
  '/can-bo/nguoi-dung': '/staff/accounts',
  '/can-bo/tong-quan': '/staff/overview',
  '/can-bo/tiep-dan': '/staff/reception',
  '/can-bo/tiep-dan/cap-lai': '/staff/reception/rekey',
  '/can-bo/viec': '/staff/matters',
  '/can-bo/tep': '/staff/files',
}

/** Those with a name or number behind them. */
const openEnded = new Set([
  '/evidence',
  '/matters',
  '/notices/confirm',
  '/notices/stop',
  '/dialogues',
  '/opinions',
  '/acts',
  '/units',
  '/staff/invitation',
  '/staff/accounts',
  '/staff/matters',
  '/staff/files',
])

// Folder names are not addresses: each page has one.
const folders = new Set(Object.values(table).map((path) => path.split('/')[1]))

/** Where a public address leads inside `src/routes`. */
export function routed(path: string): string {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path
  const whole = table[plain]
  if (whole) return whole
  const cut = plain.lastIndexOf('/')
  const start = table[plain.slice(0, cut)]
  if (start && openEnded.has(start)) return start + plain.slice(cut)
  return folders.has(plain.split('/')[1]) ? '/no-such-page' : path
}
