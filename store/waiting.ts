/** Hears of each published checkpoint, so that a request can wait for its proof. One connection a process. */

import pg from 'pg'
import type { Store } from './database.ts'

export type Published = {
  /** Resolves when all these acts are entered and published, with their indexes in the same order. */
  entered(acts: readonly number[], within?: number): Promise<number[]>
  /** Calls back with the size after each publication; gives the way to stop it. */
  onPublished(listener: (size: number) => void): () => void
  close(): Promise<void>
}

// Notices can be lost with their connection: look anyway, now and then.
const LOOK_EVERY = 250

export function listen(store: Store): Published {
  const listeners = new Set<(size: number) => void>()
  let client: pg.Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: store.url, keepAlive: true })
    fresh.on('notification', ({ payload }) => {
      for (const listener of listeners) listener(Number(payload))
    })
    fresh.on('error', () => lost(fresh))
    fresh.on('end', () => lost(fresh))
    await fresh.connect()
    await fresh.query('listen record')
    if (closed) await fresh.end()
    else client = fresh
  }
  function lost(which: pg.Client): void {
    if (client === which) client = undefined
    if (closed || retry) return
    retry = setTimeout(() => {
      retry = undefined
      connect().catch(() => lost(which))
    }, 500)
    retry.unref()
  }
  const connecting = connect().catch(() => {
    if (!closed) lost(undefined as unknown as pg.Client)
  })

  async function look(acts: readonly number[]): Promise<number[] | undefined> {
    const rows = await store.db
      .selectFrom('entry')
      .select(['actId', 'index'])
      .where('actId', 'in', acts)
      .where('index', '<', (eb) =>
        eb
          .selectFrom('checkpoint')
          .select((max) => max.fn.coalesce(max.fn.max('size'), max.val(0)).as('size'))
          .where('publishedAt', 'is not', null),
      )
      .execute()
    if (rows.length < acts.length) return undefined
    const indexes = new Map(rows.map((row) => [row.actId, row.index]))
    return acts.map((act) => indexes.get(act)!)
  }

  return {
    async entered(acts, within = 30_000) {
      if (acts.length === 0) return []
      for (const deadline = Date.now() + within; ; ) {
        // Listen before looking, or a publication in between would be missed.
        const told = new Promise<void>((resolve) => {
          const timer = setTimeout(done, LOOK_EVERY)
          listeners.add(done)
          function done() {
            clearTimeout(timer)
            listeners.delete(done)
            resolve()
          }
        })
        const indexes = await look(acts)
        if (indexes) return indexes
        if (Date.now() > deadline) throw new Error('the record did not take the act in time')
        await told
      }
    },
    onPublished(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(retry)
      await connecting
      await client?.end().catch(() => undefined)
    },
  }
}
