/**
 * What the process hands to the pages. SvelteKit's build carries its own copy of this module, so a variable here
 * would exist twice; the registry of symbols is the process's own, and both copies find the same slot on
 * `process`. Nothing else is kept that way.
 */

export type Context = {
  /** The store room's readers; absent, pages show the invented province. */
  store?: unknown
  /** What keeping matters needs (`Means` of store/matters/means.ts); absent, nothing can be raised. */
  matters?: unknown
  /** What keeping staff accounts needs (`Means` of store/people/means.ts); absent, there are no staff pages. */
  people?: unknown
  /** By which ways people may be told (`Offered` of store/notices/channels.ts); absent, by none. */
  notices?: unknown
  /** The staff's own identity provider (`IdentityProvider` of oidc.ts), where there is one. */
  provider?: unknown
  /** Counts how often the record has grown. */
  generation: number
}

const slot = Symbol.for('goc.web.context')
type Holder = { [slot]?: Context }

export const context = (): Context => (process as Holder)[slot] ?? { generation: 0 }

export function setContext(value: Context): void {
  ;(process as Holder)[slot] = value
}
