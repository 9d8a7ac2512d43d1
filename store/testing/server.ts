/**
 * A throw-away PostgreSQL in a process of its own, for tests. It prints its address and lives until its standard input
 * ends: which it does however the tests end, so a crashed or killed run leaves nothing behind.
 */
import path from 'node:path'
import { startEmbedded } from '../embedded/server.ts'
import { temporaryFolder } from './folder.ts'

const { folder, remove } = temporaryFolder('server-')
const ended = new Promise((resolve) => process.stdin.resume().once('close', resolve))
try {
  const server = await startEmbedded(path.join(folder, 'postgres'), { max_connections: '200' })
  process.stdout.write(`${server.url}\n`)
  await ended
  await server.stop()
} finally {
  remove()
}
