/** clamd itself, where it is installed, with a database of one signature: ours needs nothing from outside. */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EICAR } from './clamd-protocol.ts'

export const clamdProgram = ['/usr/sbin/clamd', '/usr/local/sbin/clamd'].find((path) => existsSync(path))

export type Clamd = { socket: string; stop(): Promise<void> }

export async function startClamd({ longest = '25M' } = {}): Promise<Clamd> {
  const folder = await mkdtemp(join(tmpdir(), 'goc-clamd-'))
  await chmod(folder, 0o755)
  const socket = join(folder, 'clamd.sock')
  const config = join(folder, 'clamd.conf')
  // name : any kind of file : anywhere : these bytes
  await writeFile(join(folder, 'test.ndb'), `Test-Signature:0:*:${Buffer.from(EICAR).toString('hex')}\n`)
  await writeFile(
    config,
    [
      `LocalSocket ${socket}`,
      `DatabaseDirectory ${folder}`,
      'Foreground yes',
      `StreamMaxLength ${longest}`,
    ].join('\n'),
  )
  const child: ChildProcess = spawn(clamdProgram!, ['-c', config], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  for (let n = 0; n < 300; n++) {
    const up = await new Promise<boolean>((resolve) => {
      const probe = createConnection(socket)
      probe.once('connect', () => resolve(true)).once('error', () => resolve(false))
      probe.once('connect', () => probe.destroy())
    })
    if (up) return { socket, stop }
    await sleep(100)
  }
  await stop()
  throw new Error('clamd did not start')
}
