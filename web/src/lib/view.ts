/** What every part of a page needs: its language, its words, its numbers, its addresses. */

import { createContext } from 'svelte'
import { type Format, formats } from './format.ts'
import { inLang, type Lang } from './lang.ts'
import { type Words, words } from './words/index.ts'

export type View = { lang: Lang; w: Words; f: Format; to(path: string): string }

const views = Object.fromEntries(
  (['vi', 'en'] as const).map((lang): [Lang, View] => [
    lang,
    { lang, w: words[lang], f: formats[lang], to: (path) => inLang(lang, path) },
  ]),
) as Record<Lang, View>

export const viewOf = (lang: Lang): View => views[lang]

/** Public pages are rendered once, on the server, so a page's language never changes under it. */
export const [getView, setView] = createContext<View>()
