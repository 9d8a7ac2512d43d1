/** What everything here works with. */

import type { Actor } from '@goc/domain/people.ts'
import type { Store } from '../database.ts'
import type { MasterKeys } from '../keys.ts'
import type { Published } from '../waiting.ts'

export type Means = { store: Store; master: MasterKeys; published: Published }

/** Whoever holds no office, and a receipt at most. */
export const citizen: Actor = { by: 'citizen', reaches: () => false }
