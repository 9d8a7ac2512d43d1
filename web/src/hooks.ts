import type { Reroute } from '@sveltejs/kit/hooks'
import { splitLang } from '#lib/lang.ts'
import { routed } from '#lib/paths.ts'

export const reroute: Reroute = ({ url }) => routed(splitLang(url.pathname).path)
