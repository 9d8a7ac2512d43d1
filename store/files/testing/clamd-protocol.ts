/** A server that speaks clamd's protocol and knows one virus, for where clamd is not installed. */

import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'

/** The test string that every scanner knows; put together here so that none finds it in this file. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE', '!$H+H*'].join(
  '',
)

export async function speakClamd({
  path,
  port = 0,
  longest = Number.POSITIVE_INFINITY,
  always,
  silent = false,
}: {
  path?: string
  port?: number
  longest?: number
  /** Answers this whatever comes. */
  always?: string
  /** Takes all and says nothing. */
  silent?: boolean
}): Promise<Server & { closeAll(): void }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    let got = Buffer.alloc(0)
    const found = () => got.includes(EICAR)
    let begun = false
    let seen = Buffer.alloc(0)
    let length = 0
    socket.on('data', (bytes) => {
      if (silent) return
      got = Buffer.concat([got, bytes])
      if (!begun) {
        const end = got.indexOf(0)
        if (end < 0) return
        if (got.toString('latin1', 0, end) !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0')
        begun = true
        got = got.subarray(end + 1)
      }
      while (got.length >= 4) {
        const next = got.readUInt32BE()
        if (next === 0) return void socket.end(always ?? answer())
        if (got.length < 4 + next) return
        seen = Buffer.concat([seen, got.subarray(4, 4 + next)]).subarray(-2_000_000)
        length += next
        got = got.subarray(4 + next)
        if (length > longest) return void socket.end('INSTREAM size limit exceeded. ERROR\0')
      }
    })
    const answer = () =>
      found() || seen.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0'
  })
  server.listen(path ?? { port, host: '127.0.0.1' })
  await once(server, 'listening')
  return Object.assign(server, {
    closeAll() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  })
}
