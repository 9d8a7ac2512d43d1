import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { parseVkey } from '@goc/record/note.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { audit, type Report } from '@goc/verify/audit.ts'
import { Fault } from '@goc/verify/fault.ts'
import { folderSource, siteFigures, webSource } from '@goc/verify/source.node.ts'
import { keepState, readState } from '@goc/verify/state.node.ts'
import { showProgress } from '../progress.ts'
import { UsageError } from '../usage-error.ts'

export const summary = 'checks a record and counts its figures anew'
export const usage = `goc verify DIR|URL --vkey KEY [--tree-only] [--witness VKEY]… [--state FILE] [--figures FILE]… [--json]

Checks the signature, every tile and entry, canonical form, schema, citizens' signatures, that each act was allowed,
and that the figures claimed are the figures counted. Says the first fault, with its kind and index; exit 1.

  --vkey       the record's verifier key (goc record vkey, or URL/vkey from someone you trust)
  --tree-only  only signature, tiles and entries
  --witness    the verifier key of a witness that must have cosigned; may be given again
  --state      keeps what was verified in FILE, and next time checks only what is new
  --figures    published figures (GET /api/v1/figures) to count anew; a URL's own are asked for by themselves
  --json       one object on standard output`

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      vkey: { type: 'string' },
      'tree-only': { type: 'boolean', default: false },
      witness: { type: 'string', multiple: true },
      state: { type: 'string' },
      figures: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
    },
  })
  const [place, ...more] = positionals
  if (!place || more.length > 0) throw new UsageError('one folder or address is needed')
  if (!values.vkey) throw new UsageError('--vkey: names the key that the record must be signed with')
  for (const vkey of [values.vkey, ...(values.witness ?? [])]) assertVkey(vkey)

  const isWeb = /^https?:\/\//.test(place)
  if (!isWeb && !existsSync(place)) throw new UsageError(`there is no folder ${place}`)
  const base = isWeb && new URL(place).pathname === '/' ? `${place.replace(/\/$/, '')}/record` : place
  const progress = showProgress('verify')
  try {
    const claims = await Promise.all(
      (values.figures ?? []).map(async (file) => JSON.parse(await readFile(file, 'utf8')) as unknown),
    )
    const known = values.state ? await readState(values.state, values.vkey) : undefined
    const report = await audit({
      source: isWeb ? webSource(base) : folderSource(base),
      vkey: values.vkey,
      crypto: { sha256, verify: verifyEd25519 },
      hasher: fastHasher,
      witnesses: values.witness ?? [],
      treeOnly: values['tree-only'],
      claims,
      ...(known && { known }),
      ...(isWeb && !values['tree-only'] && { ask: siteFigures(base) }),
      onProgress: progress.at,
    })
    progress.end()
    if (values.state) await keepState(values.state, values.vkey, report.known)
    const { known: _, ...said } = report
    console.log(values.json ? JSON.stringify({ ok: true, ...said }) : inLines(report, values['tree-only']))
    return 0
  } catch (error) {
    progress.end()
    if (!(error instanceof Fault)) throw error
    const { kind, index, message } = error
    const at = index === undefined ? '' : ` at index ${index}`
    console.log(
      values.json
        ? JSON.stringify({ ok: false, kind, ...(index !== undefined && { index }), message })
        : `NOT VERIFIED: ${kind}${at}: ${message}`,
    )
    return 1
  }
}

function assertVkey(vkey: string): void {
  try {
    parseVkey(sha256, vkey)
  } catch (error) {
    throw new UsageError(`“${vkey}” is no verifier key: ${(error as Error).message}`)
  }
}

function inLines(report: Report, treeOnly: boolean): string {
  const { origin, size, root, checked, signatures, witnesses, figures, ms } = report
  const seen = witnesses.map(
    ({ name, time }) => `cosigned by ${name} at ${new Date(time * 1000).toISOString()}`,
  )
  const lines = [
    `${origin}: ${size} entries, root ${root}`,
    ...seen,
    `${checked} entries checked in ${(ms / 1000).toFixed(1)} s${treeOnly ? ' (the tree only)' : `, ${signatures} signatures of receipts`}`,
  ]
  if (!treeOnly) {
    lines.push(
      figures.length > 0
        ? `figures counted as claimed: ${figures.map(({ unit, from, to }) => `${unit} ${from}…${to}`).join(', ')}`
        : 'no figures were claimed',
    )
  }
  return [...lines, 'Every check holds.'].join('\n')
}
