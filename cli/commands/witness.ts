import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { publicKeyOf, signEd25519 } from '@goc/record/ed25519.node.ts'
import { formatSkey, formatVkey, parseSkey, parseVkey } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { tryLock } from '@goc/store/embedded/file-lock.ts'
import { UsageError } from '../usage-error.ts'
import { followLog } from '../witness/follow.ts'
import { startWitness } from '../witness/server.ts'

export const summary = 'witnesses the records of others'
export const usage = `goc witness --listen 127.0.0.1:PORT --key FILE --log VKEY[=URL]… [--name NAME]

Cosigns a record's checkpoints as long as each continues the last (C2SP tlog-witness). What it cosigned is kept beside
the key file, and made durable before each answer.

  --listen  address and port; port 0 takes any
  --key     its private key; made with mode 600 when it is not there
  --log     the verifier key of a record to witness; may be given again. With =URL, the record there is
            looked at every minute; without, the record asks by itself
  --name    its own name, for a new key (default: witness.local)`

/** C2SP cosignature/v1 keys have a type of their own. */
const COSIGNATURE = 4

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      listen: { type: 'string' },
      key: { type: 'string' },
      log: { type: 'string', multiple: true },
      name: { type: 'string', default: 'witness.local' },
    },
  })
  const [, host, port] = /^(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(values.listen ?? '') ?? []
  if (!host || !port) throw new UsageError('--listen: is an address and a port such as 127.0.0.1:8091')
  if (!values.key) throw new UsageError('--key: names the file of the private key')
  if (!values.log?.length) throw new UsageError('--log: names the verifier key of a record to witness')
  const told = values.log.map((log) => {
    // A vkey is base64 and may itself end in =.
    const [, vkey, address] = /^(\S+?)(?:=(https?:\/\/\S+))?$/.exec(log) ?? []
    try {
      return { log: parseVkey(sha256, vkey ?? ''), address }
    } catch (error) {
      throw new UsageError(`--log: ${(error as Error).message}`)
    }
  })
  const logs = told.map(({ log }) => log)

  const { name, seed } = await keyIn(values.key, values.name)
  const vkey = formatVkey(sha256, { name, type: COSIGNATURE, publicKey: publicKeyOf(seed) })
  const lock = tryLock(`${values.key}.lock`, 'exclusive')
  if (!lock) throw new Error(`another process witnesses with ${values.key}`)
  try {
    const witness = await startWitness(
      { host: host.replace(/[[\]]/g, ''), port: Number(port) },
      {
        folder: join(dirname(values.key), 'witnessed'),
        signer: { name, id: parseVkey(sha256, vkey).id, sign: (message) => signEd25519(seed, message) },
        vkey,
        logs,
      },
    )
    console.log(`${vkey}\nlistening on ${host}:${witness.port}`)
    const followed = told.flatMap(({ log, address }) => (address ? [followLog(log, address, witness)] : []))
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
    })
    for (const stop of followed) stop()
    await witness.close()
    return 0
  } finally {
    lock.release()
  }
}

async function keyIn(path: string, name: string): Promise<{ name: string; seed: Uint8Array }> {
  try {
    const seed = randomBytes(32)
    const skey = formatSkey(sha256, { name, publicKey: publicKeyOf(seed), seed })
    await writeFile(path, `${skey}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return parseSkey(sha256, (await readFile(path, 'utf8')).trim(), publicKeyOf)
}
