import type { Reroute, Transport } from '@sveltejs/kit/hooks'
import { splitLang } from '#lib/lang.ts'
import { routed } from '#lib/paths.ts'
import { isUnsent } from '#lib/unsent.ts'

export const reroute: Reroute = ({ url }) => routed(splitLang(url.pathname).path)

export const transport: Transport = {
  Unsent: { encode: (value) => isUnsent(value) && 1, decode: () => undefined },
}
