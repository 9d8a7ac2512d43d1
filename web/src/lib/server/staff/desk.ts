/** What staff pages share: where a request comes from, the session's cookies, forms, and asking the rules. */

import { choose, type HolderRefusal, type Office } from '@goc/domain/people/offices.ts'
import type { Actor } from '@goc/domain/people.ts'
import type { Tree } from '@goc/domain/units/tree.ts'
import type { Means } from '@goc/store/people/means.ts'
import type { Person } from '@goc/store/people/sessions.ts'
import type { From, SignedIn } from '@goc/store/people/sign-in.ts'
import { error, type RequestEvent } from '@sveltejs/kit'
import * as v from 'valibot'
import { words } from '#lib/words/index.ts'
import { readCookie, setCookie } from './cookies.ts'

type Event = RequestEvent
const YEAR = 365 * 86_400

/** The person that the guard let in, and the means to serve them. */
export function served({ locals }: Pick<Event, 'locals'>): { means: Means; person: Person } {
  const { people: means, person } = locals
  if (!means || !person) throw new Error('the guard lets nobody in without an account')
  return { means, person }
}

/** The means alone, for pages before anyone has signed in. */
export function meansOf({ locals }: Pick<Event, 'locals'>): Means {
  if (!locals.people) throw new Error('the guard lets nobody in where there are no accounts')
  return locals.people
}

export function fromOf(event: Event): From {
  return {
    address: event.getClientAddress(),
    proof: readCookie(event, 'may'),
    device: deviceOf(event.request.headers.get('user-agent') ?? ''),
    replaces: readCookie(event, 'phien'),
  }
}

// Browsers call themselves by the names of others too: the rarer name is the true one.
const browsers = { Edg: 'Edge', OPR: 'Opera', SamsungBrowser: 'Samsung', Firefox: '', Chrome: '', Safari: '' }
const systems = { Android: '', iPhone: '', iPad: '', Windows: '', 'Mac OS X': 'macOS', CrOS: '', Linux: '' }

/** `Firefox · Windows`, for whoever looks through their sessions. */
export function deviceOf(agent: string): string {
  const known = [browsers, systems].map((names) =>
    Object.entries(names).find(([name]) => agent.includes(name)),
  )
  return known.flatMap((found) => (found ? [found[1] || found[0]] : [])).join(' · ')
}

/** Keeps what signing in gave. A half-way session stands in the same cookie: it opens nothing but the second step. */
export function keepSession(event: Event, { token, proof }: Pick<SignedIn, 'token' | 'proof'>): void {
  setCookie(event, 'phien', token)
  if (proof !== undefined) setCookie(event, 'may', proof, YEAR)
}

/** The fields of a form, as far as the schema finds them; a field that is missing is empty. */
export async function formOf<Entries extends v.ObjectEntries>(
  { request }: Pick<Event, 'request'>,
  entries: Entries,
): Promise<v.InferOutput<v.ObjectSchema<Entries, undefined>>> {
  const given = await request.formData()
  const fields = Object.fromEntries(Object.keys(entries).map((name) => [name, given.get(name) ?? '']))
  const parsed = v.safeParse(v.object(entries), fields)
  if (!parsed.success) error(400)
  return parsed.output
}

/** A line of text that somebody typed; longer than anyone types is no form of ours. */
export const line = v.pipe(v.string(), v.maxLength(2_000))
export const uuid = v.pipe(v.string(), v.uuid())

/** What an authenticator answered, as the page's script puts it into a form. */
export const credential = v.pipe(
  v.string(),
  v.maxLength(20_000),
  v.transform((text) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      return undefined
    }
  }),
  v.looseObject({ id: v.string(), rawId: v.string(), type: v.string(), response: v.looseObject({}) }),
)

/**
 * The office in which a rule lets this person act; shuts the page, in words, when there is none. `said` are the words of
 * the rule's refusals. For pages: actions that would rather keep what was typed ask `choose` themselves.
 */
export function actorFor<R extends string>(
  event: Event,
  tree: Tree,
  whyNot: (actor: Actor) => R | undefined,
  said: Readonly<Record<R, string>>,
): { actor: Actor; office: Office } {
  const { person } = served(event)
  const chosen = choose(person, tree, event.locals.today, whyNot)
  if ('refusal' in chosen) shut(event, chosen.refusal, said)
  return chosen
}

/** Answers 403 with the refusal in words. */
export function shut<R extends string>(
  { locals }: Pick<Event, 'locals'>,
  refusal: R | HolderRefusal,
  said: Readonly<Record<R, string>>,
): never {
  const holders: Readonly<Record<HolderRefusal, string>> = words[locals.lang].people.refusals
  error(403, refusal in holders ? holders[refusal as HolderRefusal] : said[refusal as R])
}

/** The words in which staff pages refuse. */
export const refusalsIn = ({ locals }: Pick<Event, 'locals'>) => words[locals.lang].people.refusals
