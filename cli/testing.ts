/** For tests: the command in a process of its own, as an operator runs it. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Books, smallBooks, writeBooks } from './import/testing.ts'

const launcher = join(import.meta.dirname, 'goc.mjs')

type Environment = Record<string, string>
export type Ended = { code: number | null; out: string; err: string }

/** Nothing of the runner's own settings; what npm sets makes a command end with its parent. */
function start(words: readonly string[], env: Environment): { child: ChildProcess; ended: Promise<Ended> } {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GOC_') && name !== 'DATABASE_URL' && name !== 'npm_lifecycle_event',
  )
  const child = spawn(process.execPath, [launcher, ...words], { env: { ...Object.fromEntries(own), ...env } })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part
  })
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    err += part
  })
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, out, err })) }
}

/** Runs a command to its end. */
export const goc = (words: readonly string[], env: Environment = {}): Promise<Ended> =>
  start(words, env).ended

/** A server that has said that it is ready, and the way to stop it. */
export async function serve(words: readonly string[], env: Environment = {}) {
  const { child, ended } = start(['serve', '--port', '0', ...words], env)
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout!.on('data', (part: string) => {
      text += part
      const [, url] = /ready at (\S+)/.exec(text) ?? []
      if (url) resolve(url.replace(/\/$/, ''))
    })
    void ended.then(({ code, err }) => reject(new Error(`the server ended with ${code}: ${err}`)))
  })
  return {
    url,
    async stop(): Promise<Ended> {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** A year's books whose units alone are more entries than one tile holds. */
export function largeBooks(folder: string): string {
  const books: Books = smallBooks()
  for (let i = 0; i < 280; i++)
    books.units.push([String(10_000 + i), `xã Số ${i}`, 'xa', '25', '1000', '4000'])
  return writeBooks(folder, books)
}
