/**
 * A form that comes when its session has ended is not lost: it is handed back to be sent once more after signing in, in
 * another window. Nothing of it is kept here, and passwords are not handed back.
 */

import type { Lang } from '#lib/lang.ts'
import { inLang } from '#lib/lang.ts'
import { words } from '#lib/words/index.ts'

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

const notHandedBack = new Set(['password', 'repeat', 'sealed', 'response'])
const policy =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The page that hands a form back; undefined when there is nothing in it that somebody typed. */
export async function handBack(request: Request, address: string, lang: Lang): Promise<Response | undefined> {
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return undefined
  const typed = [...new URLSearchParams(await request.text())].filter(([name]) => !notHandedBack.has(name))
  if (typed.length === 0) return undefined
  const { title, lead, signIn, sendAgain } = words[lang].people.sessionOver
  const fields = typed.map(
    ([name, value]) => `<textarea name="${escaped(name)}" hidden>\n${escaped(value)}</textarea>`,
  )
  const html = `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Gốc</title><link rel="stylesheet" href="/plain.css"></head>
<body><main>
<h1>${title}</h1>
<p>${lead}</p>
<p><a href="${inLang(lang, '/can-bo/dang-nhap')}" target="_blank" rel="noopener">${signIn}</a></p>
<form method="post" action="${escaped(address)}">
${fields.join('\n')}
<button type="submit">${sendAgain}</button>
</form>
</main></body></html>
`
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'www-authenticate': 'goc-sign-in',
  }
  return new Response(html, { status: 401, headers })
}
