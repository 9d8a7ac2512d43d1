/** For tests: a small province on a real record, behind the real front door. */

import { existsSync } from 'node:fs'
import type { Act } from '@goc/domain/act.ts'
import type { Role } from '@goc/domain/people.ts'
import type { UnitKind } from '@goc/domain/units/acts.ts'
import { startSequencing } from '@goc/jobs/sequencing.ts'
import { now } from '@goc/store/clock.ts'
import { openFiles } from '@goc/store/files/files.ts'
import { keepLetters } from '@goc/store/letters.ts'
import type { Means } from '@goc/store/matters/means.ts'
import { addAccount } from '@goc/store/people/accounts.ts'
import { beginSession } from '@goc/store/people/sessions.ts'
import { serveRecord } from '@goc/store/publish/serve.ts'
import { makeReaders } from '@goc/store/readers.ts'
import { makeSequencer } from '@goc/store/sequencer.ts'
import { addActs, type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { units } from '@goc/store/units.ts'
import { listen } from '@goc/store/waiting.ts'
import { serveApi } from '../server/api.ts'
import { type Front, startFront } from '../server/front.ts'
import { serveUploads } from '../server/uploads.ts'

export const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))

export const PHU_NINH = '07894'
const places: [id: string, level: UnitKind, name: string, parent?: string][] = [
  ['25', 'province', 'tỉnh Mẫu'],
  [PHU_NINH, 'commune', 'xã Phù Ninh', '25'],
  ['07897', 'commune', 'xã Tân Lập', '25'],
  ['07900', 'ward', 'phường Hòa Bình', '25'],
]

export type Province = {
  record: TestRecord
  means: Means
  front: Front
  /** The session of someone new who holds this role in this unit. */
  sessionOf(name: string, role: Role, unit: string): Promise<string>
  /** The record stands still until what comes back is called. */
  halt(): Promise<() => void>
  close(): Promise<void>
}

/** `notices`: by which ways people may be told (`Offered` of store/notices/channels.ts). */
export async function openProvince({ notices }: { notices?: unknown } = {}): Promise<Province> {
  const record = await testRecord()
  const { store, master } = record
  for (const [id, level, name, parent] of places) {
    const [commitment] = await keepLetters(store.db, master, `unit/${id}`, [
      { kind: 'name', i: 0, text: name, public: true },
    ])
    const act = {
      kind: 'unit.established',
      level,
      ...(parent && { parent }),
      name: commitment,
      subject: `unit/${id}`,
    }
    await addActs(record, units, [
      {
        ...act,
        n: 1,
        unit: id,
        by: 'system',
        on: '2025-01-01',
        src: 'import',
        t: 0,
      } as unknown as Act<never>,
    ])
  }
  const published = listen(store)
  const begin = () => {
    const loop = startSequencing(makeSequencer({ ...record, clock: now }), { period: 20 })
    store.kept = loop.wake
    return loop
  }
  let loop = begin()
  const files = await openFiles(record.data, master, {})
  const means: Means = { store, master, published, files }
  const people = { db: store.db, master, now }
  let accounts = 0
  const serveFiles = serveRecord(store)
  const answerApi = serveApi(store, { matters: means })
  const front = await startFront({
    port: 0,
    host: '127.0.0.1',
    store: makeReaders(store),
    matters: means,
    uploads: serveUploads(store, files),
    people,
    notices,
    record: async (request, response) =>
      (await serveFiles(request, response)) || answerApi(request, response),
  })
  published.onPublished(() => front.invalidate())
  return {
    record,
    means,
    front,
    async sessionOf(name, role, unit) {
      const email = `n${++accounts}@xa.example`
      const added = await addAccount(
        people,
        { name, email, office: { role, unit, from: '2025-07-01' } },
        null,
      )
      if ('refusal' in added) throw new Error(added.refusal)
      return beginSession(people, { account: added.id, assurance: 'second-factor', device: 'test' })
    },
    async halt() {
      await loop.stop()
      return () => {
        loop = begin()
      }
    },
    async close() {
      await front.close()
      await loop.stop()
      await published.close()
      await record.close()
    },
  }
}
