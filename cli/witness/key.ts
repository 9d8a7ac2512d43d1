/** A witness's private key in a file, as golang.org/x/mod/sumdb/note writes them. */

import { randomBytes } from 'node:crypto'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { publicKeyOf, signEd25519 } from '@goc/record/ed25519.node.ts'
import { formatSkey, formatVkey, parseSkey, parseVkey, type Signer } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { COSIGNATURE_V1 } from '@goc/record/signature.ts'

export type WitnessKey = { vkey: string; signer: Signer }

/** The key in a file; a new one of this name, with mode 600, when there is none. One process at a time. */
export async function witnessKey(path: string, name: string): Promise<WitnessKey> {
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (known === undefined) {
    const seed = randomBytes(32)
    const skey = formatSkey(sha256, { name, publicKey: publicKeyOf(seed), seed })
    await writeSecret(path, `${skey}\n`)
    return keyOf(name, seed)
  }
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0)
    throw new Error(`${path}: others can read this key; make it yours alone: chmod 600 ${path}`)
  try {
    const { name, seed } = parseSkey(sha256, known.trim(), publicKeyOf)
    return keyOf(name, seed)
  } catch (cause) {
    throw new Error(`${path} holds no private key`, { cause })
  }
}

export function keyOf(name: string, seed: Uint8Array): WitnessKey {
  const vkey = formatVkey(sha256, { name, type: COSIGNATURE_V1, publicKey: publicKeyOf(seed) })
  const { id } = parseVkey(sha256, vkey)
  return { vkey, signer: { name, id, sign: (message) => signEd25519(seed, message) } }
}

/** Whole or not at all: half a key would be the end of the witness's name. */
async function writeSecret(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.chmod(0o600)
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
}
