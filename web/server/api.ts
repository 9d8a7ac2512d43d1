/** The public API: figures, and what each of them counts (interfaces.md §5, §7). Errors are RFC 9457 documents. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { isDay } from '@goc/domain/day.ts'
import { listCounted } from '@goc/store/counted.ts'
import type { Store } from '@goc/store/database.ts'
import { readFigures } from '@goc/store/figures.ts'
import * as v from 'valibot'

const day = v.pipe(
  v.string(),
  v.check((text) => isDay(text)),
)
const question = v.object({
  unit: v.pipe(v.string(), v.regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$/)),
  from: day,
  to: day,
})
const listQuestion = v.object({
  ...question.entries,
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,2}$/), v.transform(Number))),
})

type Lang = 'vi' | 'en'
type Problem = { status: number; type: string; title: Record<Lang, string> }

const words = {
  unit: { vi: 'Cần “unit”: mã đơn vị, ví dụ 25.', en: '“unit” is needed: the code of a unit, such as 25.' },
  from: {
    vi: 'Cần “from”: ngày đầu kỳ, ví dụ 2025-01-01.',
    en: '“from” is needed: the first day, such as 2025-01-01.',
  },
  to: {
    vi: 'Cần “to”: ngày cuối kỳ, ví dụ 2025-12-31.',
    en: '“to” is needed: the last day, such as 2025-12-31.',
  },
  after: {
    vi: '“after” là dấu trang mà lần trước trả về ở “next”.',
    en: '“after” is the cursor that “next” gave.',
  },
  limit: { vi: '“limit” là một số từ 1 đến 999.', en: '“limit” is a number from 1 to 999.' },
} as const

const noSuch: Problem = {
  status: 404,
  type: 'not-found',
  title: { vi: 'Không có đơn vị hoặc con số này.', en: 'There is no such unit or figure.' },
}
const backwards: Problem = {
  status: 400,
  type: 'bad-period',
  title: {
    vi: 'Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ.',
    en: 'The first day must not be after the last.',
  },
}

/** Answers what lies under /api/v1; gives whether it did. */
export function serveApi(store: Store) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = URL.parse(request.url ?? '/', 'http://localhost')
    if (!url?.pathname.startsWith('/api/v1/figures')) return false
    const lang: Lang = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'vi'
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('vary', 'accept-language')
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      problem(response, lang, {
        status: 405,
        type: 'method-not-allowed',
        title: { vi: 'Địa chỉ này chỉ để đọc.', en: 'This address is for reading only.' },
      })
      return true
    }
    const feature = /^\/api\/v1\/figures(?:\/([A-Za-z0-9._-]{1,100}))?$/.exec(url.pathname)
    const asked = v.safeParse(feature?.[1] ? listQuestion : question, Object.fromEntries(url.searchParams))
    if (!feature) problem(response, lang, noSuch)
    else if (!asked.success) {
      const field = String(asked.issues[0].path?.[0]?.key) as keyof typeof words
      problem(response, lang, { status: 400, type: 'bad-question', title: words[field] ?? backwards.title })
    } else if (asked.output.from > asked.output.to) problem(response, lang, backwards)
    else {
      const answer = feature[1]
        ? await listCounted(store, {
            ...(asked.output as v.InferOutput<typeof listQuestion>),
            feature: feature[1],
          })
        : await readFigures(store, asked.output)
      if (answer) json(response, 200, 'application/json; charset=utf-8', answer)
      else problem(response, lang, noSuch)
    }
    return true
  }
}

function problem(response: ServerResponse, lang: Lang, { status, type, title }: Problem): void {
  const document = { type: `urn:goc:${type}`, title: title[lang], status }
  json(response, status, 'application/problem+json; charset=utf-8', document)
}

function json(response: ServerResponse, status: number, type: string, value: unknown): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`)
  response.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': 'no-cache',
  })
  response.end(body)
}
