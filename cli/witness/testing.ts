/** For tests: logs in memory, and witnesses in this process and in their own. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeBundle } from '@goc/record/bundle.ts'
import { utf8 } from '@goc/record/bytes.ts'
import { formatCheckpoint } from '@goc/record/checkpoint.ts'
import { publicKeyOf, signEd25519 } from '@goc/record/ed25519.node.ts'
import { formatVkey, parseVkey, signNote } from '@goc/record/note.ts'
import { consistencyProof } from '@goc/record/proof.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { emptyEdge, grow } from '@goc/record/tile.ts'
import { formatAddCheckpoint } from '@goc/record/witness.ts'
import { keyOf } from './key.ts'
import { startWitness, type Witness } from './server.ts'
import { hashOfOrigin } from './state.ts'

const goc = join(import.meta.dirname, '../goc.mjs')
/** Where all of them keep what they keep. */
export const folder = mkdtempSync(join(tmpdir(), 'goc-witness-'))
const processes = new Set<ChildProcess>()
export const servers: Witness[] = []

/** Ends all witnesses, and takes away what they kept. */
export async function endWitnesses(): Promise<void> {
  for (const child of processes) child.kill('SIGKILL')
  for (const server of servers) await server.close()
  await rm(folder, { recursive: true })
}

/** A log in memory, which asks as its witnesses expect; another `tale` gives another history under the same key. */
export function aLog(origin: string, tale = '', seed = new Uint8Array(32).fill(9)) {
  const vkey = formatVkey(sha256, { name: origin, type: 1, publicKey: publicKeyOf(seed) })
  const { id } = parseVkey(sha256, vkey)
  const treeOf = (size: number) => {
    const entries = Array.from({ length: size }, (_, i) => utf8(`${i === 0 ? tale : ''}entry ${i}`))
    return grow(fastHasher, emptyEdge(), fastHasher.leaves(encodeBundle(entries), size))
  }
  const noteOf = (size: number, root = treeOf(size).root) =>
    signNote(formatCheckpoint({ origin, size, root }), {
      name: origin,
      id,
      sign: (message) => signEd25519(seed, message),
    })
  const read = async (level: number, n: number, width: number, size: number) =>
    treeOf(size)
      .tiles.find((tile) => tile.level === level && tile.n === n)!
      .data.subarray(0, width * 32)
  const ask = async (old: number, size: number) => {
    const proof = await consistencyProof(fastHasher, Math.min(old, size), size, (level, n, width) =>
      read(level, n, width, size),
    )
    return formatAddCheckpoint({ old, proof, note: noteOf(size) })
  }
  return { origin, vkey, noteOf, treeOf, ask, path: `/${hashOfOrigin(origin)}/checkpoint` }
}

export async function post(url: string, body: string | Uint8Array<ArrayBuffer>) {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body })
  return {
    status: response.status,
    body: await response.text(),
    type: response.headers.get('content-type') ?? '',
  }
}

/** A witness in this process, with a folder of its name; `at` is its clock. */
export async function inProcess(name: string, logs: string[], at: { now?: () => number } = {}) {
  const key = keyOf(name, new Uint8Array(32).fill(7))
  const lines: string[] = []
  const options = {
    folder: join(folder, name),
    ...key,
    logs: logs.map((log) => parseVkey(sha256, log)),
    say: (line: string) => lines.push(line),
    ...at,
  }
  const witness = await startWitness({ host: '127.0.0.1', port: 0 }, options)
  servers.push(witness)
  return { ...key, witness, lines, options, url: `http://127.0.0.1:${witness.port}` }
}

/** The command itself; it runs on until it is killed, or all are. */
export async function asProcess(...words: string[]) {
  const { npm_lifecycle_event: _, ...env } = process.env
  const child = spawn(process.execPath, [goc, 'witness', '--listen', '127.0.0.1:0', ...words], { env })
  processes.add(child)
  let out = ''
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (part) => {
    err += part
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }))
  const port = await new Promise<string | undefined>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (part) => {
      out += part
      const [, port] = /listening on 127\.0\.0\.1:(\d+)\n/.exec(out) ?? []
      if (port) resolve(port)
    })
    void ended.then(() => resolve(undefined))
  })
  return { child, ended, vkey: out.split('\n')[0]!, url: `http://127.0.0.1:${port}` }
}
