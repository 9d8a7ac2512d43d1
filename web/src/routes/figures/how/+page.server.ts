import { dialogueRules } from '@goc/domain/law/dialogues.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read }, url }) => {
  const checkpoint = await read.checkpoint()
  const rules = dialogueRules.map(({ code, basis }) => ({
    code,
    words: { vi: basis.vi, en: basis.en },
    ...('law' in basis && { law: basis.law, article: basis.article }),
  }))
  return unsent({ rules, site: url.origin, vkey: checkpoint?.vkey })
}
