/** The languages of the pages. Vietnamese stands at the root, the others under their code. */

export const langs = ['vi', 'en'] as const
export type Lang = (typeof langs)[number]

/** The language of an address, and the address without it: `/en/so-lieu` is English, `/so-lieu`. */
export function splitLang(pathname: string): { lang: Lang; path: string } {
  const [, code] = /^\/([a-z]{2})(?=\/|$)/.exec(pathname) ?? []
  const lang = langs.find((known) => known === code && known !== 'vi')
  if (!lang) return { lang: 'vi', path: pathname }
  return { lang, path: pathname.slice(lang.length + 1) || '/' }
}

/** An address of the site in a language. */
export const inLang = (lang: Lang, path: string): string =>
  lang === 'vi' ? path : path === '/' ? `/${lang}` : `/${lang}${path}`
