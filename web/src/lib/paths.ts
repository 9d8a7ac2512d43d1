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
}

// Folder names are not addresses: each page has one.
const folders = new Set(Object.values(table).map((path) => path.split('/')[1]))

/** Where a public address leads inside `src/routes`. */
export function routed(path: string): string {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path
  const whole = table[plain]
  if (whole) return whole
  const cut = plain.lastIndexOf('/')
  const start = table[plain.slice(0, cut)]
  if (start && ['/dialogues', '/opinions', '/acts', '/units'].includes(start)) return start + plain.slice(cut)
  return folders.has(plain.split('/')[1]) ? '/no-such-page' : path
}

/** Whether a page stands there now; the header links to nothing that does not. */
export const hasPage = (path: string): boolean => path in table
