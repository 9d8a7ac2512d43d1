import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { isKeyName, parseVkey, type VerifierKey } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { ED25519 } from '@goc/record/signature.ts'
import { tryLock } from '@goc/store/embedded/file-lock.ts'
import { UsageError } from '../usage-error.ts'
import { followLog } from '../witness/follow.ts'
import { witnessKey } from '../witness/key.ts'
import { startWitness } from '../witness/server.ts'

export const summary = 'witnesses the records of others'
export const usage = `goc witness --listen 127.0.0.1:PORT --key FILE --log VKEY[=URL]… [--name NAME]

Cosigns a record's checkpoints as long as each continues the last (C2SP tlog-witness). What it cosigned is kept in the
folder FILE.state, and made durable before each answer: keep both, and never bring back an older copy.

  --listen  address and port; port 0 takes any
  --key     its private key; made with mode 600 when it is not there
  --log     the verifier key of a record to witness; may be given again. With =URL, the record there is
            looked at every minute; without, the record asks by itself
  --name    its own name, for a new key (default: witness.local)`

export async function run(argv: string[]): Promise<number> {
  const { host, port, key, name, logs } = read(argv)
  const folder = `${key}.state`
  await mkdir(dirname(key), { recursive: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = tryLock(join(folder, 'lock'), 'exclusive')
  if (!lock) throw new Error(`another process witnesses with ${key}`)
  try {
    const { vkey, signer } = await witnessKey(key, name ?? 'witness.local')
    if (name !== undefined && name !== signer.name)
      throw new UsageError(`--name: the key in ${key} is ${signer.name}; another name needs another key`)
    const witness = await startWitness(
      { host: host.replace(/[[\]]/g, ''), port },
      { folder, signer, vkey, logs: logs.map(({ log }) => log) },
    )
    console.log(`${vkey}\nlistening on ${host}:${witness.port}`)
    const followed = logs.flatMap(({ log, address }) => (address ? [followLog(log, address, witness)] : []))
    const failed = await Promise.race([witness.failed, untilTold()])
    for (const stop of followed) stop()
    await witness.close()
    if (failed) throw new Error('what was cosigned could not be kept', { cause: failed })
    return 0
  } finally {
    lock.release()
  }
}

function read(argv: string[]) {
  const { values } = parseArgs({
    args: argv,
    options: {
      listen: { type: 'string' },
      key: { type: 'string' },
      log: { type: 'string', multiple: true },
      name: { type: 'string' },
    },
  })
  const { key, name } = values
  const [, host, port] = /^(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(values.listen ?? '') ?? []
  if (!host || !port || Number(port) > 65_535)
    throw new UsageError('--listen: is an address and a port such as 127.0.0.1:8091')
  if (!key) throw new UsageError('--key: names the file of the private key')
  if (name !== undefined && !isKeyName(name))
    throw new UsageError('--name: is not empty, without spaces and plus signs')
  if (!values.log?.length) throw new UsageError('--log: names the verifier key of a record to witness')
  return { host, port: Number(port), key, name, logs: values.log.map(readLog) }
}

function readLog(text: string): { log: VerifierKey; address: string | undefined } {
  // A vkey is base64 and may itself end in =.
  const [, vkey, address] = /^(\S+?)(?:=(https?:\/\/\S+))?$/.exec(text) ?? []
  try {
    const log = parseVkey(sha256, vkey ?? '')
    if (log.type !== ED25519) throw new Error('it is the key of a witness and not of a record')
    return { log, address }
  } catch (error) {
    throw new UsageError(`--log: ${(error as Error).message}`)
  }
}

const untilTold = (): Promise<undefined> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(undefined))
  })
