/** The tables as TypeScript sees them, beside migrations/ which makes them, and the way to them. */

import type { Unit } from '@goc/domain/units/rules.ts'
import { CamelCasePlugin, type Generated, type GeneratedAlways, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { PeopleTables } from './people/tables.ts'

export type Tables = PeopleTables & {
  act: { id: GeneratedAlways<number>; subject: string; n: number; body: string; request: Buffer | null }
  pending: { actId: number; day: string | null }
  entry: { index: number; actId: number; t: number; leaf: Buffer }
  tile: { level: number; n: number; data: Buffer }
  head: { one: Generated<boolean>; size: number; root: Buffer; t: number; day: string | null }
  checkpoint: { size: number; root: Buffer; t: number; note: string; publishedAt: Date | null }
  identity: { one: Generated<boolean>; origin: string; vkey: string; demo: Generated<boolean> }
  witness: { vkey: string; name: string; url: string; size: Generated<number> }
  cosignature: { size: number; vkey: string; time: number; line: string }
  caseKey: { subject: string; keyId: string; wrapped: Buffer }
  letter: {
    commitment: string
    subject: string
    kind: string
    i: number
    sealed: Buffer
    public: string | null
  }
  stored: { key: string; doomedAt: number | null }
  file: {
    subject: string
    i: number
    commitment: string
    type: string
    size: number
    key: string
    previewKey: string | null
    previewSize: number | null
    upload: string | null
  }
  upload: {
    id: string
    n: GeneratedAlways<number>
    token: Buffer
    subject: string
    length: number
    state: 'coming' | 'waiting' | 'kept' | 'refused'
    refusal: string | null
    expiresAt: number
  }
  dayCell: { unit: string; onDay: string; atDay: string; counts: Record<string, number> }
  periodCell: { period: string; unit: string; counts: Record<string, number> }
  unit: { id: string; state: Unit; name: string; rev: GeneratedAlways<number> }
  meeting: {
    id: string
    unit: string
    regularity: string
    mode: string
    status: string
    starts: number
    onDay: string
    calledOn: string
    attendees: number | null
    topic: string
    chair: string
    minutesOn: string | null
    imported: boolean
  }
  postponement: { meeting: string; n: number; onDay: string }
  opinion: {
    id: string
    unit: string
    meeting: string
    assigned: string
    held: string
    due: string
    field: string
    type: string
    channel: string
    keyed: boolean
    imported: boolean
    text: string
    status: string
    rating: number | null
  }
  answer: {
    opinion: string
    round: number
    resolved: string
    resolvedN: number
    reopened: string | null
    reopenedN: number | null
  }
  petition: {
    id: string
    n: number
    unit: string
    received: string
    due: number
    rule: string
    calendar: string
    field: string
    type: string
    channel: string
    stage: string
    open: boolean
    unitSince: string
    waitingSince: string | null
    extended: boolean
    transferred: number
    joined: number
    keyed: boolean
    rounds: number
    reopened: number
    verdict: string | null
    answeredOn: string | null
    ground: string | null
    text: string
    place: string | null
    answer: string | null
    answerPublic: boolean
    erased: boolean
  }
  matterNote: { petition: string; i: number; account: string; t: number }
  petitionKey: { petition: string; who: number; key: string }
  rekey: {
    petition: string
    who: number
    n: number
    askedBy: string
    askedAt: number
    grantedBy: string | null
    grantedAt: number | null
  }
  envelope: {
    id: string
    key: string
    stock: string
    madeAt: number
    request: Buffer | null
    usedAt: number | null
  }
  matter: {
    petition: string
    publish: boolean
    publishedOn: string | null
    lat: number | null
    lon: number | null
    officer: string | null
  }
  petitionStep: {
    petition: string
    n: number
    kind: string
    byUnit: string
    onDay: string
    unit: string
    stage: string
    due: number
    joined: number
    keyed: boolean
    verdict: string | null
    answeredOn: string | null
    answeredN: number | null
  }
  outline: { unit: string; geometry: object; source: string }
  noticeCursor: { one: Generated<boolean>; next: number; digestOn: string | null }
  subscription: {
    id: GeneratedAlways<number>
    subject: string
    channel: string
    lang: string
    address: Buffer
    mark: Buffer
    confirm: Buffer | null
    stop: Buffer
    askedAt: number
    since: number | null
    refused: Generated<number>
  }
  notice: {
    id: GeneratedAlways<number>
    channel: string
    subscription: number | null
    entry: number | null
    step: string | null
    account: string | null
    day: string | null
    madeAt: number
    dueAt: number
    tries: Generated<number>
  }
  digestDeclined: { account: string }
  verdict: { opinion: string; n: number; round: number; verdict: string; onDay: string }
  similarMatter: {
    id: string
    unit: string
    field: string
    day: string
    x: number | null
    y: number | null
    tokens: string[]
    sizes: number[]
    keys: string[]
    keyId: string
    form: number
    open: Generated<boolean>
  }
}

/** The database, or one transaction in it. */
export type Database = Kysely<Tables>

const asWritten = (value: string) => value
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.DATE) return asWritten
    // Sizes, indexes and seconds: all far below 2^53.
    if (oid === pg.types.builtins.INT8) return Number
    return pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

export type Store = {
  db: Database
  /** For the few places that speak SQL with arrays or need a connection of their own. */
  pool: pg.Pool
  url: string
  /** Called when acts have been kept: a sequencer in this process need not wait for its next look. */
  kept?: () => void
  close(): Promise<void>
}

// Texts of statements that were asked before, with the names that they are prepared under.
const prepared = new Map<string, string>()
const PREPARED = 400

/**
 * Prepares each statement once a connection: parsing and planning cost more than running most of ours. Texts that
 * are put together anew each time (lists written out) do not crowd the others out: only the first ones are kept.
 */
class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const plainly = this.query.bind(this) as (...args: unknown[]) => unknown
    // pg overloads `query` seven ways; the one that Kysely and we use is (text, values).
    this.query = ((text: unknown, values: unknown, ...rest: unknown[]) =>
      typeof text === 'string' && Array.isArray(values)
        ? plainly({ text, values, ...nameOf(text) }, ...rest)
        : plainly(text, values, ...rest)) as typeof this.query
  }
}

function nameOf(text: string): { name?: string } {
  const known = prepared.get(text)
  if (known !== undefined) return { name: known }
  if (prepared.size >= PREPARED) return {}
  const name = `goc${prepared.size}`
  prepared.set(text, name)
  return { name }
}

/** Opens a migrated database. `connections` bounds how many it uses at once. */
export function openStore(url: string, { connections = 12 } = {}): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    Client: PreparingClient,
    // A lost server must be noticed by a fault, not by silence.
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // Without a listener a restart of the database would end this process. The next query says what is wrong.
  pool.on('error', () => undefined)
  // The same for a connection in use: the pool listens only to idle ones.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return storeOver(pool, url)
}

/** A store over a pool that exists. */
export function storeOver(pool: pg.Pool, url: string): Store {
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  let closed: Promise<void> | undefined
  const close = async () => {
    await db.destroy()
    // Kysely leaves alone a pool that it has never asked.
    if (!pool.ended) await pool.end()
  }
  return { db, pool, url, close: () => (closed ??= close()) }
}
