/** What everything here works with. */

import type { Actor } from '@goc/domain/people.ts'
import type { Store } from '../database.ts'
import type { Files } from '../files/files.ts'
import type { MasterKeys } from '../keys.ts'
import type { Published } from '../waiting.ts'

/** Without `files`, none can be attached. */
export type Means = { store: Store; master: MasterKeys; published: Published; files?: Files }

/** Whoever holds no office, and a receipt at most. */
export const citizen: Actor = { by: 'citizen', reaches: () => false }
