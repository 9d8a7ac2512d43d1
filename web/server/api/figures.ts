/** Figures, and what each of them counts (interfaces.md §5). */

import { isDay } from '@goc/domain/day.ts'
import { listCounted } from '@goc/store/counted.ts'
import type { Store } from '@goc/store/database.ts'
import { readFigures } from '@goc/store/figures.ts'
import * as v from 'valibot'
import { type Asked, json, notAllowed, type Problem, problem } from './answer.ts'

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

/** Answers what lies under /api/v1/figures. */
export async function answerFigures(store: Store, { request, response, lang, url }: Asked): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return notAllowed(response, lang, 'GET, HEAD', {
      vi: 'Địa chỉ này chỉ để đọc.',
      en: 'This address is for reading only.',
    })
  const feature = /^\/api\/v1\/figures(?:\/([A-Za-z0-9._-]{1,100}))?$/.exec(url.pathname)
  if (!feature) return problem(response, lang, noSuch)
  const asked = v.safeParse(feature[1] ? listQuestion : question, Object.fromEntries(url.searchParams))
  if (!asked.success) {
    const field = String(asked.issues[0].path?.[0]?.key) as keyof typeof words
    return problem(response, lang, {
      status: 400,
      type: 'bad-question',
      title: words[field] ?? backwards.title,
    })
  }
  if (asked.output.from > asked.output.to) return problem(response, lang, backwards)
  const list = asked.output as v.InferOutput<typeof listQuestion>
  const answer = feature[1]
    ? await listCounted(store, { ...list, feature: feature[1] })
    : await readFigures(store, asked.output)
  if (answer) json(response, 200, answer)
  else problem(response, lang, noSuch)
}
