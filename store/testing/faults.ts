/**
 * For tests: a store that dies at a chosen await. A dead one answers nothing more and its connections are cut, as
 * those of a killed process are. Death comes `before` a query is sent, or `after` it was done and its answer lost.
 */

import pg from 'pg'
import { type Store, storeOver, types } from '../database.ts'

export class Died extends Error {
  override name = 'Died'
}

export type Faults = {
  /** Dies at the n-th await from now on; n counts from 1. */
  dieAt(n: number, when: 'before' | 'after'): void
  readonly dead: boolean
  /** An await outside the database, such as on the ratchet's file. */
  pass<T>(work: () => Promise<T>): Promise<T>
}

export function mortalStore(url: string): Store & { faults: Faults } {
  const real = new pg.Pool({ connectionString: url, max: 4, types })
  real.on('error', () => undefined)
  real.on('connect', (client) => client.on('error', () => undefined))
  const clients = new Set<pg.PoolClient>()
  let countdown = Number.POSITIVE_INFINITY
  let when: 'before' | 'after' = 'before'
  let dead = false

  function die(): never {
    dead = true
    for (const client of clients) {
      ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    }
    throw new Died('the process is dead')
  }
  async function pass<T>(work: () => Promise<T>): Promise<T> {
    if (dead) throw new Died('the process is dead')
    countdown--
    if (countdown <= 0 && when === 'before') die()
    const result = await work()
    if (dead) throw new Died('the process is dead')
    if (countdown <= 0) die()
    return result
  }
  const pool = {
    async connect() {
      if (dead) throw new Died('the process is dead')
      const client = await real.connect()
      clients.add(client)
      return {
        query: (...args: unknown[]) =>
          pass(() => (client.query as (...all: unknown[]) => Promise<unknown>)(...args)),
        release: () => {
          clients.delete(client)
          client.release(dead)
        },
      }
    },
    end: () => real.end(),
  }
  const store = storeOver(pool as unknown as pg.Pool, url)
  return {
    ...store,
    faults: {
      dieAt(n, moment) {
        countdown = n
        when = moment
      },
      get dead() {
        return dead
      },
      pass,
    },
  }
}
