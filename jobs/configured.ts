/** Which witnesses this record asks: the setting GOC_WITNESSES. */

import { parseVkey } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { COSIGNATURE_V1 } from '@goc/record/signature.ts'
import type { Witness } from '@goc/store/witnesses.ts'

export type Configured = Pick<Witness, 'name' | 'vkey' | 'url'>

/** `VKEY=URL` pairs, separated by commas or line breaks. Throws a sentence that names the setting. */
export function witnessesFrom(text = ''): Configured[] {
  const witnesses = text
    .split(/[,\n]/)
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map(witnessFrom)
  const twice = witnesses.find(({ vkey }, i) => witnesses.findIndex((one) => one.vkey === vkey) !== i)
  if (twice) throw new Error(`GOC_WITNESSES: ${twice.name} is there twice`)
  return witnesses
}

function witnessFrom(pair: string): Configured {
  // A vkey is base64 and may itself end in =.
  const [, vkey, url] = /^(\S+?)=(https?:\/\/\S+)$/.exec(pair) ?? []
  if (!vkey || !url || !URL.canParse(url)) throw new Error(`GOC_WITNESSES: “${pair}” is not VKEY=URL`)
  try {
    const { name, type } = parseVkey(sha256, vkey)
    if (type !== COSIGNATURE_V1) throw new Error('it is not the key of a witness')
    return { name, vkey, url: url.replace(/\/+$/, '') }
  } catch (error) {
    throw new Error(`GOC_WITNESSES: ${vkey}: ${(error as Error).message}`)
  }
}
