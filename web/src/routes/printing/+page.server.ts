import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => {
  const back = new URL(url.searchParams.get('ve') ?? '/', url)
  return { back: back.origin === url.origin ? back.pathname.replace(/^[/\\]+/, '/') + back.search : '/' }
}
