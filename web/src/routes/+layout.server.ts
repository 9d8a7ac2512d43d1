import { splitLang } from '#lib/lang.ts'
import { context } from '../../server/context.ts'
import type { LayoutServerLoad } from './$types'

/** Public pages carry none of SvelteKit's own script: `src/lib/small/` enhances them. Staff pages override this. */
export const csr = false

export const load: LayoutServerLoad = async ({ locals, url }) => {
  const [root, isDemo] = await Promise.all([locals.read.root(), locals.read.isDemo()])
  return {
    lang: locals.lang,
    scale: locals.scale,
    path: splitLang(url.pathname).path,
    search: url.search,
    root,
    isDemo,
    /** Whether matters can be raised here. */
    open: context().matters !== undefined,
  }
}
