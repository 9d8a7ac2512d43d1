/** An S3 peer for tests: s3rver, which checks signatures as S3 does and keeps objects in a folder. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Server = { run(): Promise<{ address: string; port: number }>; close(): Promise<void> }

export type S3 = { folder: string; env: Record<string, string>; stop(): Promise<void> }

export async function startS3(): Promise<S3> {
  // A peer for tests only, so not a package of the room.
  const peer: string = '@20minutes/s3rver'
  const module = (await import(peer)) as { default: new (options: object) => Server }
  const folder = await mkdtemp(join(tmpdir(), 'goc-s3-'))
  const server = new module.default({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'goc-test' }],
  })
  const { port } = await server.run()
  return {
    folder,
    env: {
      GOC_FILES: `s3://goc-test/province?endpoint=http://127.0.0.1:${port}`,
      GOC_FILES_KEY: 'S3RVER',
      GOC_FILES_SECRET: 'S3RVER',
    },
    async stop() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
