import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadDemo } from '@goc/bench/demo/load.ts'
import { demoMatters } from '@goc/bench/demo/matters.ts'
import { demoState } from '@goc/bench/demo/state.ts'
import { startNotices } from '@goc/jobs/notices/notices.ts'
import { noticeSettings } from '@goc/jobs/notices/settings.ts'
import { waysFrom } from '@goc/jobs/notices/ways.ts'
import { startSequencing } from '@goc/jobs/sequencing.ts'
import { startSweeping } from '@goc/jobs/sweeping.ts'
import { startWitnessing } from '@goc/jobs/witnesses.ts'
import { now } from '@goc/store/clock.ts'
import { openStore } from '@goc/store/database.ts'
import { lockInstance, whyOccupied } from '@goc/store/embedded/instance.ts'
import { openFiles } from '@goc/store/files/files.ts'
import { pendingMigrations } from '@goc/store/migrate.ts'
import { DEMO_PASSWORD, type DemoAccount, demoAccounts } from '@goc/store/people/demo.ts'
import { serveRecord } from '@goc/store/publish/serve.ts'
import { makeReaders } from '@goc/store/readers.ts'
import { listen } from '@goc/store/waiting.ts'
import { proxiesOf } from '@goc/web/server/address.ts'
import { serveApi } from '@goc/web/server/api.ts'
import { startFront } from '@goc/web/server/front.ts'
import { openIdProvider, providerSettings } from '@goc/web/server/oidc.ts'
import { serveUploads } from '@goc/web/server/uploads.ts'
import { openPlace } from '../instance.ts'
import { showProgress } from '../progress.ts'
import { openRecord } from '../record.ts'
import { serveSettings } from '../settings.ts'
import { UsageError } from '../usage-error.ts'

export const summary = 'runs the whole product: pages, record, sequencer'
export const usage = `goc serve [--port 3000] [--host 127.0.0.1] [--data DIR] [--no-demo]

  --port     where it listens (GOC_PORT)
  --host     on which address (GOC_HOST)
  --data     the folder of this instance (GOC_DATA; default: data in the project)
  --no-demo  leaves an empty database empty

GOC_ORIGIN is the public address; DATABASE_URL an external PostgreSQL 15 or later. GOC_PROXIES says how many proxies stand
in front. GOC_OIDC_ISSUER, GOC_OIDC_CLIENT_ID and GOC_OIDC_CLIENT_SECRET let staff sign in through their own provider.
GOC_SMTP_URL and GOC_MAIL_FROM let people be told by e-mail, GOC_GATEWAY_URL and GOC_GATEWAY_SECRET on their telephones;
GOC_PUSH=off keeps browsers from being asked.`

/** Opens rooms from the ground up, and closes them in the opposite order, whatever happens in between. */
export async function run(argv: string[]): Promise<number> {
  const settings = serveSettings(argv)
  const proxies = proxiesOf(process.env)
  const provider = providerSettings(process.env)
  const told = noticeSettings(process.env)
  if (!existsSync(fileURLToPath(new URL('../../web/build/handler.js', import.meta.url)))) {
    throw new UsageError('the pages are not built: run `npm run build` (npm start does it by itself)')
  }
  const lock = await lockInstance(settings.data)
  if (lock.heldBy !== undefined) throw new Error(whyOccupied(settings.data, lock))

  const closers: (() => Promise<unknown> | unknown)[] = [() => lock.release()]
  const opened = <T>(room: T, close: (room: T) => Promise<unknown> | unknown): T => {
    closers.unshift(() => close(room))
    return room
  }
  try {
    const place = opened(await openPlace(settings), (place) => place.close())
    const record = opened(await openRecord(settings, place.url), (record) => record.close())
    // The doors have a pool of their own: a crowd must not keep the sequencer waiting for a connection.
    const store = opened(openStore(place.url), (store) => store.close())
    const published = opened(listen(store), (published) => published.close())

    // One that was interrupted goes on where it ended.
    if (settings.demo && ['empty', 'begun'].includes(await demoState(store.db))) {
      const progress = showProgress('demo province')
      const { acts } = await loadDemo({ ...record, onProgress: progress.at })
      progress.end()
      console.log(`The demo province is loaded: ${acts} acts.`)
    }
    const people = { db: store.db, master: record.master, now }
    const accounts = await demoAccounts(people)
    const files = await openFiles(settings.data, record.master)
    await files.storage.check()
    opened(startSweeping(store, files), (sweeping) => sweeping.stop())
    const sequencing = opened(startSequencing(record.sequencer), (loop) => loop.stop())
    store.kept = sequencing.wake
    const officer = accounts.find(({ role }) => role === 'officer')
    const matters = { store, master: record.master, published, files }
    const { receipt } = officer ? await demoMatters(matters, officer.unitId) : {}
    opened(await startWitnessing({ store, published, log: console.error }), (witnessing) => witnessing.stop())

    const { carriers, offered } = await waysFrom(told, settings.data, settings.origin)
    const serveFiles = serveRecord(store)
    const answerApi = serveApi(store, {
      matters,
      ...(process.env.GOC_ORIGIN && { origin: settings.origin }),
    })
    const front = opened(
      await startFront({
        port: settings.port,
        host: settings.host,
        ...(process.env.GOC_ORIGIN && { origin: settings.origin }),
        store: makeReaders(store),
        matters,
        uploads: serveUploads(store, files),
        people,
        notices: offered,
        ...(provider && { provider: openIdProvider(provider) }),
        ...(proxies !== undefined && { proxies }),
        record: async (request, response) =>
          (await serveFiles(request, response)) || answerApi(request, response),
        ready: async () => {
          if (sequencing.trouble) return `sequencer: ${sequencing.trouble.message}`
          const pending = await pendingMigrations(store.pool)
          return pending.length > 0 ? `migrations to apply: ${pending.join(', ')}` : undefined
        },
      }),
      (front) => front.close(),
    )
    published.onPublished(() => front.invalidate())
    const origin = process.env.GOC_ORIGIN ? settings.origin : front.url
    const master = record.master
    opened(startNotices({ store, master, published, carriers, origin, log: console.error }), (notices) =>
      notices.stop(),
    )
    lock.announce(front.url)
    console.log(`Gốc is ready at ${front.url}`)
    if (accounts.length > 0) console.log(introduce(accounts, front.url))
    if (receipt)
      console.log(
        `A receipt to try, of a matter that waits to be judged: ${new URL(`b#${receipt}`, front.url).href}`,
      )
    await untilTold()
    return 0
  } finally {
    for (const close of closers) await close()
  }
}

/** Whoever starts a demonstration is told how to enter it as each of the staff. */
function introduce(accounts: DemoAccount[], url: string): string {
  const width = Math.max(...accounts.map(({ email }) => email.length))
  const lines = accounts.map(({ email, role, unit }) => `  ${email.padEnd(width)}  ${role}, ${unit}`)
  const at = new URL('can-bo', url).href
  return [
    `Demonstration accounts at ${at}, all with the password ${DEMO_PASSWORD} and without a second factor:`,
    ...lines,
  ].join('\n')
}

/** Until someone ends us: Ctrl-C, a service manager, or npm going away (see parent.ts). */
const untilTold = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
