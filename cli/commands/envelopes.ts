import { open, rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { receiptCode, receiptUrlSecret } from '@goc/record/receipt.ts'
import { openStore } from '@goc/store/database.ts'
import { type Envelope, keepStock, makeEnvelopes } from '@goc/store/matters/envelopes.ts'
import { encode } from 'uqr'
import { withDatabase } from '../instance.ts'
import { serveSettings } from '../settings.ts'
import { UsageError } from '../usage-error.ts'

export const summary = 'makes sealed receipts, for those who raise a matter at a desk'
export const usage = `goc envelopes --count N --out FILE.html [--data DIR]

  --count  how many, from 1 to 5000
  --out    a new file: one sheet of A4 each, to be printed, folded twice and glued; then erase it

Outside stands the code, inside the secret. Receipts lead to GOC_ORIGIN. The instance keeps what stands outside alone, so
this file cannot be made again. The digest that is printed names the stock: publish it before the first one is used.`

const MOST = 5_000

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { count: { type: 'string' }, out: { type: 'string' }, data: { type: 'string' } },
  })
  const count = /^[1-9]\d{0,3}$/.test(values.count ?? '') ? Number(values.count) : 0
  if (count === 0 || count > MOST) throw new UsageError(`--count: is a whole number from 1 to ${MOST}`)
  const { out } = values
  if (!out) throw new UsageError('--out: names the file to write')
  const { origin } = serveSettings(values.data === undefined ? [] : ['--data', values.data])

  return withDatabase(values, async (url) => {
    const stock = makeEnvelopes(count)
    const store = openStore(url)
    // Only for the owner's eyes, and never over another stock.
    const file = await open(out, 'wx', 0o600)
    try {
      await file.writeFile(sheets(stock.envelopes, origin, stock.digest))
      await file.sync()
      await keepStock(store.db, stock)
    } catch (error) {
      await rm(out, { force: true })
      throw error
    } finally {
      await file.close()
      await store.close()
    }
    console.log(`${count} envelopes, stock ${stock.digest}`)
    console.error(`Print ${out}, seal the sheets, then erase the file: it holds every secret.`)
    return 0
  })
}

/** A sheet each: the code outside, the secret in the middle, and a pattern that hides it against the light. */
const sheets = (envelopes: readonly Envelope[], origin: string, digest: string): string => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Biên nhận trong phong bì</title>
<style>
@page { size: A4; margin: 0 }
body { margin: 0; font: 11pt/1.4 sans-serif }
article { height: 297mm; break-after: page; display: grid; grid-template-rows: 99mm 99mm 99mm }
section { padding: 10mm 20mm; box-sizing: border-box; border-bottom: 1px dashed #999; overflow: hidden }
b { font: 700 20pt monospace; letter-spacing: .08em }
.letters { font: 700 14pt monospace }
svg { width: 34mm; float: right }
small { color: #444; overflow-wrap: anywhere }
.hides { background: repeating-linear-gradient(45deg, #222 0 1mm, #ddd 1mm 2mm, #777 2mm 3mm); print-color-adjust: exact }
</style></head><body>
${envelopes.map((one) => sheet(one, origin, digest)).join('\n')}
</body></html>
`

const sheet = ({ code, key, secret }: Envelope, origin: string, digest: string): string => {
  const link = `${origin}/b#${receiptUrlSecret(secret)}`
  return `<article>
<section>${qr(code)}<p>Mặt ngoài · Mã phong bì</p><b>${code}</b>
<p>Cán bộ tiếp dân chỉ cần mã này. Đừng nhận phong bì đã rách.</p><small>Khóa ${key}<br>Lô ${digest}</small></section>
<section>${qr(link)}<p>Bên trong · Biên nhận của bạn</p><p class="letters">${receiptCode(secret)}</p>
<p>Quét mã, hoặc mở ${origin}/b và gõ. Ai giữ tờ này trả lời thay bạn được: hãy cất kỹ.</p></section>
<section class="hides"></section>
</article>`
}

function qr(text: string): string {
  const { data, size } = encode(text, { ecc: 'Q', border: 2 })
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return `<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${dark.join('')}"/></svg>`
}
