import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { isDay } from '@goc/domain/day.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { parseVkey } from '@goc/record/note.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { audit } from '@goc/verify/audit.ts'
import { openBeside } from '@goc/verify/beside.node.ts'
import { Fault } from '@goc/verify/fault.ts'
import { openSource } from '@goc/verify/source.node.ts'
import { keepState, readState } from '@goc/verify/state.node.ts'
import { isLanguage, sayFault, sayReport } from '@goc/verify/words.ts'
import { showProgress } from '../progress.ts'
import { UsageError } from '../usage-error.ts'

export const summary = 'checks a record and counts its figures anew'
export const usage = `goc verify DIR|URL --vkey KEY [OPTIONS]

Checks the signature, every tile and entry, canonical form, schema, citizens' signatures, that each act was allowed,
and that the figures claimed are the figures counted. Says the first fault, with its kind and index; exit 1.

  --vkey KEY      the record's verifier key (goc record vkey, or URL/vkey from someone you trust)
  --tree-only     only signature, tiles and entries
  --witness VKEY  a witness that must have cosigned; may be given again
  --state FILE    keeps what was verified in FILE, and next time checks only what is new
  --figures FILE  published figures (GET /api/v1/figures) to count anew; may be given again. A URL's own are asked
                  for by themselves, for the whole province and each year
  --unit CODE --from DAY --to DAY
                  counts the figures of this unit and span, and says them
  --json          one object on standard output
  --lang vi|en    the language of the answer; en unless told`

export async function run(argv: string[]): Promise<number> {
  const { place, vkey, values } = read(argv)
  const { lang, json, state, 'tree-only': treeOnly } = values
  const progress = showProgress('verify')
  const say = (object: object, lines: string) => console.log(json ? JSON.stringify(object) : lines)
  // The tree alone leaves nothing to do beside it.
  const beside = treeOnly || availableParallelism() < 2 ? undefined : openBeside(place)
  try {
    const claims = await Promise.all((values.figures ?? []).map(readFigures))
    const known = state === undefined ? undefined : await readState(state, vkey, treeOnly)
    const { source, ask } = await openSource(place)
    const count = spanOf(values)
    const report = await audit({
      source,
      vkey,
      crypto: { sha256, verify: verifyEd25519 },
      hasher: fastHasher,
      witnesses: values.witness ?? [],
      treeOnly,
      claims,
      ...(known && { known }),
      ...(beside && { beside }),
      ...(ask && !treeOnly && { ask }),
      ...(count && { count }),
      onProgress: progress.at,
    })
    progress.end()
    if (state !== undefined && (report.checked > 0 || !known)) await keepState(state, vkey, report.known)
    const { known: _, ...said } = report
    say({ ok: true, ...said }, sayReport(said, lang))
    return 0
  } catch (error) {
    progress.end()
    if (!(error instanceof Fault)) throw error
    const { kind, index, message } = error
    say({ ok: false, kind, ...(index !== undefined && { index }), message }, sayFault(error, lang))
    return 1
  } finally {
    await beside?.close()
  }
}

function read(argv: string[]) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      vkey: { type: 'string' },
      'tree-only': { type: 'boolean', default: false },
      witness: { type: 'string', multiple: true },
      state: { type: 'string' },
      figures: { type: 'string', multiple: true },
      unit: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      json: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'en' },
    },
  })
  const { vkey, lang } = values
  const [place, ...more] = positionals
  if (!place || more.length > 0) throw new UsageError('one folder or address is needed')
  if (!vkey) throw new UsageError('--vkey: names the key that the record must be signed with')
  for (const key of [vkey, ...(values.witness ?? [])]) assertVkey(key)
  if (!isLanguage(lang)) throw new UsageError(`--lang: "${lang}" is neither vi nor en`)
  const spanned = values.unit !== undefined || values.from !== undefined || values.to !== undefined
  if (spanned && !spanOf(values))
    throw new UsageError(
      '--unit, --from and --to: a unit and two days such as 2025-01-01 are needed together',
    )
  if (values['tree-only'] && (spanned || values.figures))
    throw new UsageError('--tree-only: reads no entries, so it can count no figures')
  if (!/^https?:\/\//i.test(place) && !existsSync(place)) throw new UsageError(`there is no folder ${place}`)
  return { place, vkey, values: { ...values, lang } }
}

function spanOf({ unit, from, to }: { unit?: string; from?: string; to?: string }) {
  return unit && isDay(from) && isDay(to) && from <= to ? { unit, from, to } : undefined
}

async function readFigures(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new UsageError(`--figures: ${file} cannot be read`, { cause })
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`--figures: ${file} is no JSON`)
  }
}

function assertVkey(vkey: string): void {
  try {
    parseVkey(sha256, vkey)
  } catch (error) {
    throw new UsageError(`"${vkey}" is no verifier key: ${(error as Error).message}`)
  }
}
