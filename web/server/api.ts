/** The public API (interfaces.md §5, §7): who answers what. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Store } from '@goc/store/database.ts'
import type { Means } from '@goc/store/matters/means.ts'
import type { Lang } from './api/answer.ts'
import { answerFigures } from './api/figures.ts'
import { answerPetitions } from './api/petitions.ts'

/** Answers what lies under /api/v1; gives whether it did. `origin` is the public one; without `matters` none are raised. */
export function serveApi(store: Store, { matters, origin }: { matters?: Means; origin?: string } = {}) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = URL.parse(request.url ?? '/', origin ?? `http://${request.headers.host ?? 'localhost'}`)
    const [, room] = /^\/api\/v1\/(figures|petitions)(?:\/|$)/.exec(url?.pathname ?? '') ?? []
    if (!url || room === undefined || (room === 'petitions' && !matters)) return false
    const lang: Lang = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'vi'
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('vary', 'accept-language')
    const asked = { request, response, lang, url }
    if (room === 'figures') await answerFigures(store, asked)
    else await answerPetitions(matters!, asked)
    return true
  }
}
