import path from 'node:path'
import { startEmbedded } from '@goc/store/embedded/server.ts'
import { migrate } from '@goc/store/migrate.ts'
import { type Place, placeOf } from './settings.ts'

/** A reachable, migrated database. */
export interface OpenDatabase {
  url: string
  applied: string[]
  close(): Promise<void>
}

/** The instance's database: the external one, or the embedded one, started unless it runs. */
export async function openPlace({ data, databaseUrl }: Place): Promise<OpenDatabase> {
  const embedded = databaseUrl ? undefined : await startEmbedded(path.join(data, 'postgres'))
  const url = databaseUrl ?? embedded!.url
  const close = async () => embedded?.stop()
  try {
    return { url, applied: await migrate(url), close }
  } catch (error) {
    await close()
    throw databaseUrl ? new Error('DATABASE_URL', { cause: error }) : error
  }
}

/**
 * Runs a command on the instance's database and lets go of it afterwards: a server that nobody else uses is stopped, also
 * when the command fails or is interrupted.
 */
export async function withDatabase<T>(
  options: { data?: string },
  run: (url: string) => Promise<T>,
): Promise<T> {
  const opening = openPlace(placeOf(options))
  const ignore = onInterrupt(() => opening.then((database) => database.close()))
  try {
    const database = await opening
    return await run(database.url).finally(database.close)
  } finally {
    ignore()
  }
}

/** Ends the process on a signal once `close` is through, with the exit code a shell expects. */
function onInterrupt(close: () => Promise<void>): () => void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
  const listeners = Object.entries(codes).map(([signal, code]) => {
    const interrupt = () => void close().finally(() => process.exit(code))
    process.once(signal, interrupt)
    return () => process.off(signal, interrupt)
  })
  return () => {
    for (const remove of listeners) remove()
  }
}
