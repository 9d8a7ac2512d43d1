/** What every part of a page needs: its language, its words, its numbers, its addresses. */

import { createContext } from 'svelte'
import { type Format, formats } from './format.ts'
import { inLang, type Lang } from './lang.ts'
import { type Words, words } from './words/index.ts'

export type View = {
  lang: Lang
  /** The language of topics, offices and opinions, where it is not the page's: they are as people wrote them. */
  written: 'vi' | undefined
  w: Words
  f: Format
  to(path: string): string
}

const views = Object.fromEntries(
  (['vi', 'en'] as const).map((lang): [Lang, View] => [
    lang,
    {
      lang,
      written: lang === 'vi' ? undefined : 'vi',
      w: words[lang],
      f: formats[lang],
      to: (path) => inLang(lang, path),
    },
  ]),
) as Record<Lang, View>

export const viewOf = (lang: Lang): View => views[lang]

/** Public pages are rendered once, on the server, so a page's language never changes under it. */
export const [getView, setView] = createContext<View>()
