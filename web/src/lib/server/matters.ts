/** What pages of matters work with. */

import type { Means } from '@goc/store/matters/means.ts'
import { error } from '@sveltejs/kit'
import { context } from '../../../server/context.ts'

/** Throws 404 where nothing can be raised: on pages over the invented province. */
export function mattersRoom(): Means {
  const { matters } = context()
  if (!matters) error(404)
  return matters as Means
}

/** Milliseconds that a page waits for the record before it is shown without its line. */
const PATIENCE = 2_000

/** The places in the record of these acts; undefined when it takes longer than a person should wait. */
export async function enteredSoon(
  { published }: Means,
  acts: readonly number[],
): Promise<number[] | undefined> {
  return published.entered(acts, PATIENCE).catch(() => undefined)
}
