/**
 * Asks a virus scanner, clamd, over its own protocol (clamd(8), INSTREAM): a word, pieces with their length before them,
 * a length of nothing, and one line of answer.
 */

import { createConnection } from 'node:net'

/** `away`: no answer, or none that says anything. The file is then not accepted. */
export type Verdict = 'clean' | 'infected' | 'away'

export type Scanner = {
  scan(bytes: AsyncIterable<Uint8Array>): Promise<Verdict>
  /** What was last in the way of it, for the operator. */
  trouble?: string
}

const PIECE = 65_536

/** The scanner that `GOC_CLAMD` names, `host:port` or the path of a socket; none when it is not set. */
export function openScanner(env = process.env): Scanner | undefined {
  const setting = env.GOC_CLAMD
  if (!setting) return undefined
  if (setting.startsWith('/')) return clamd({ path: setting })
  const [, host, port] = /^(?:tcp:\/\/)?\[?([^\]/]+?)\]?:(\d{1,5})$/.exec(setting) ?? []
  if (!host || !port || Number(port) > 65_535)
    throw new Error('GOC_CLAMD: must be host:port, such as 127.0.0.1:3310, or the path of a socket')
  return clamd({ host, port: Number(port) })
}

/** `patience`: milliseconds without a sign of life after which it is away. */
export function clamd(where: { host: string; port: number } | { path: string }, patience = 60_000): Scanner {
  const scanner: Scanner = {
    async scan(bytes) {
      const answer = await ask(where, bytes, patience).catch((fault: unknown) => String(fault))
      if (answer === 'stream: OK') return 'clean'
      if (/^stream: .+ FOUND$/.test(answer)) return 'infected'
      scanner.trouble = answer.slice(0, 200) || 'clamd closed the connection without an answer'
      return 'away'
    },
  }
  return scanner
}

function ask(
  where: { host: string; port: number } | { path: string },
  bytes: AsyncIterable<Uint8Array>,
  patience: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(where)
    let answer = ''
    socket.setTimeout(patience, () => socket.destroy(new Error('clamd does not answer')))
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer = (answer + text).slice(0, 1_000)
    })
    socket.once('error', (fault) => (answer.includes('\0') ? undefined : reject(fault)))
    socket.once('close', () => resolve(answer.split('\0', 1)[0]!.trim()))
    socket.once('connect', () => {
      send().catch((fault: unknown) => {
        reject(fault)
        socket.destroy()
      })
    })

    async function send(): Promise<void> {
      socket.write('zINSTREAM\0')
      for await (const part of bytes) {
        for (let at = 0; at < part.length; at += PIECE) {
          // It has said what it had to say (too long, or found): the rest would go nowhere.
          if (answer !== '' || socket.destroyed) return void socket.end()
          const piece = part.subarray(at, at + PIECE)
          const length = Buffer.alloc(4)
          length.writeUInt32BE(piece.length)
          socket.write(length)
          if (!socket.write(piece)) await drained()
        }
      }
      socket.write(Buffer.alloc(4))
    }

    const drained = () =>
      new Promise<void>((go) => {
        const done = () => {
          socket.off('drain', done).off('close', done)
          go()
        }
        socket.on('drain', done).on('close', done)
      })
  })
}
