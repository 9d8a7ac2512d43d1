/** Matters over the API (interfaces.md §7): raised by other channels, and followed by anyone who knows the code. */

import { randomUUID } from 'node:crypto'
import { otherProcedureIn } from '@goc/domain/petitions/other-procedure.ts'
import { receiptCode, receiptUrlSecret } from '@goc/record/receipt.ts'
import { today } from '@goc/store/clock.ts'
import { citizen, type Means } from '@goc/store/matters/means.ts'
import { raise } from '@goc/store/matters/raise.ts'
import { findMatter, readMatter } from '@goc/store/matters/read.ts'
import { proofOf } from '@goc/store/publish/proof.ts'
import { readTree } from '@goc/store/units.ts'
import * as v from 'valibot'
import { words } from '../../src/lib/words/index.ts'
import { type Asked, bodyOf, json, notAllowed, type Problem, problem } from './answer.ts'

const MOST = 64_000
/** Milliseconds that an answer waits for its proof. */
const PATIENCE = 10_000
const fields = new Set(Object.keys(words.vi.matters.fields))

const Raising = v.strictObject({
  text: v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(5_000)),
  unit: v.pipe(v.string(), v.regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$/)),
  field: v.optional(
    v.pipe(
      v.string(),
      v.check((code) => fields.has(code)),
    ),
  ),
  place: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(300))),
  /** The public key of a receipt that the asker made, in base64url. */
  key: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/))),
})

const wrong: Record<string, Problem['title']> = {
  text: { vi: 'Cần “text”: từ 10 đến 5.000 chữ cái.', en: '“text” is needed: 10 to 5,000 letters.' },
  unit: {
    vi: 'Cần “unit”: mã xã, phường hoặc đơn vị, ví dụ 07894.',
    en: '“unit” is needed: the code of a unit, such as 07894.',
  },
  field: {
    vi: `“field” là một trong: ${[...fields].join(', ')}.`,
    en: `“field” is one of: ${[...fields].join(', ')}.`,
  },
  place: { vi: '“place” dài nhất 300 chữ cái.', en: '“place” has at most 300 letters.' },
  key: {
    vi: '“key” là khóa công khai Ed25519, 32 byte viết bằng base64url.',
    en: '“key” is an Ed25519 public key, 32 bytes in base64url.',
  },
}
const notJson: Problem = {
  status: 400,
  type: 'not-json',
  title: { vi: 'Cần một đối tượng JSON, dài nhất 64 kB.', en: 'A JSON object is needed, of at most 64 kB.' },
}
const noSuchUnit: Problem = {
  status: 422,
  type: 'no-such-unit',
  title: { vi: 'Không có đơn vị mang mã này.', en: 'There is no unit with this code.' },
}
const noSuchMatter: Problem = {
  status: 404,
  type: 'not-found',
  title: { vi: 'Không có việc nào mang mã này.', en: 'There is no matter with this code.' },
}

/** Answers what lies under /api/v1/petitions. */
export async function answerPetitions(room: Means, asked: Asked): Promise<void> {
  const { request, response, lang, url } = asked
  const code = /^\/api\/v1\/petitions(?:\/([0-9A-Za-z-]{1,60}))?$/.exec(url.pathname)
  if (!code) return problem(response, lang, noSuchMatter)
  if (request.method === 'OPTIONS') {
    const allowed = {
      'access-control-allow-headers': 'content-type, idempotency-key',
      'access-control-max-age': '86400',
    }
    response.writeHead(204, allowed).end()
    return
  }
  if (code[1] !== undefined) return follow(room, asked, code[1])
  if (request.method !== 'POST')
    return notAllowed(response, lang, 'POST', {
      vi: 'Gửi việc bằng POST.',
      en: 'Matters are raised by POST.',
    })
  return take(room, asked)
}

async function follow(room: Means, { request, response, lang }: Asked, code: string): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return notAllowed(response, lang, 'GET, HEAD', {
      vi: 'Địa chỉ này chỉ để đọc.',
      en: 'This address is for reading only.',
    })
  const { db } = room.store
  const id = await findMatter(db, code)
  const matter = id && (await readMatter(db, id))
  if (matter) json(response, 200, matter)
  else problem(response, lang, noSuchMatter)
}

async function take(room: Means, { request, response, lang, url }: Asked): Promise<void> {
  const body = await bodyOf(request, MOST)
  const given = body === undefined ? undefined : parsed(body)
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return problem(response, lang, notJson)
  const checked = v.safeParse(Raising, given)
  if (!checked.success) {
    const name = String(checked.issues[0].path?.[0]?.key)
    const unknown = {
      vi: `Không có trường “${name.slice(0, 40)}”.`,
      en: `There is no member “${name.slice(0, 40)}”.`,
    }
    return problem(response, lang, { status: 400, type: 'bad-question', title: wrong[name] ?? unknown })
  }
  const { text, unit: code, field = 'khac', place, key } = checked.output
  const other = otherProcedureIn(text)
  if (other) {
    const about = { vi: words.vi.matters.other[other], en: words.en.matters.other[other] }
    return problem(response, lang, {
      status: 422,
      type: other,
      title: { vi: about.vi.title, en: about.en.title },
      detail: {
        vi: `${about.vi.what} ${words.vi.matters.other.kept}`,
        en: `${about.en.what} ${words.en.matters.other.kept}`,
      },
    })
  }
  const { db } = room.store
  const tree = await readTree(db)
  const unit = tree.coded(code, today())?.id ?? tree.unit(code)?.id
  if (unit === undefined) return problem(response, lang, noSuchUnit)

  const own = request.headers['idempotency-key']
  const raised = await raise(room, {
    actor: citizen,
    unit,
    field,
    type: 'phan_anh',
    channel: 'api',
    text,
    ...(place && { place }),
    publish: false,
    ...(key !== undefined && { key }),
    // Whoever asks again with the same key of their own gets the same answer.
    request: typeof own === 'string' && own.length >= 16 && own.length <= 200 ? `api ${own}` : randomUUID(),
  })
  if ('refusal' in raised)
    return problem(response, lang, { ...noSuchUnit, status: 409, type: raised.refusal })
  const [index] = await room.published.entered(raised.acts, PATIENCE)
  const proved = await proofOf(db, index!)
  const secret = raised.secret
  response.setHeader('location', `/v/${raised.code}`)
  json(
    response,
    201,
    {
      code: raised.code,
      id: raised.id,
      index,
      proof: proved?.proof,
      ...(secret && {
        receipt: { code: receiptCode(secret), link: new URL(`/b#${receiptUrlSecret(secret)}`, url).href },
      }),
    },
    { cache: 'no-store' },
  )
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
