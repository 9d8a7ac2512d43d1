import path from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError } from './usage-error.ts'

type Environment = Record<string, string | undefined>

/** Where the instance's data lies. */
export interface Place {
  /** the instance's own folder, absolute */
  data: string
  /** an external PostgreSQL; without it one is embedded in `<data>/postgres` */
  databaseUrl?: string
}

export interface ServeSettings extends Place {
  port: number
  host: string
  /** the address that people use, without a path */
  origin: string
  /** load the demo province when the database is empty */
  demo: boolean
  dev: boolean
}

const root = path.resolve(import.meta.dirname, '..')

/** `--data`, else GOC_DATA, else `data` in the project; and DATABASE_URL. */
export function placeOf(options: { data?: string } = {}, env: Environment = process.env): Place {
  const given = options.data ?? env.GOC_DATA
  if (given === '') throw new UsageError(`${options.data === '' ? '--data' : 'GOC_DATA'}: names no folder`)
  const data = given === undefined ? path.join(root, 'data') : path.resolve(given)
  return env.DATABASE_URL ? { data, databaseUrl: databaseUrl(env.DATABASE_URL) } : { data }
}

/** Everything `goc serve` can be told: an option goes before the environment. */
export function serveSettings(argv: string[], env: Environment = process.env): ServeSettings {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      'no-demo': { type: 'boolean', default: false },
      dev: { type: 'boolean', default: false },
    },
  })
  const port =
    values.port === undefined ? portOf('GOC_PORT', env.GOC_PORT || '3000') : portOf('--port', values.port)
  const host =
    values.host === undefined
      ? hostOf('GOC_HOST', env.GOC_HOST || '127.0.0.1')
      : hostOf('--host', values.host)
  return {
    ...placeOf(values, env),
    port,
    host,
    origin: env.GOC_ORIGIN ? originOf(env.GOC_ORIGIN) : `http://${nameOf(host)}:${port}`,
    demo: !values['no-demo'],
    dev: values.dev,
  }
}

function portOf(setting: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (port < 0 || port > 65_535) throw new UsageError(`${setting}: "${text}" is no port (0 to 65535)`)
  return port
}

function hostOf(setting: string, text: string): string {
  if (/^[\w.:-]+$/.test(text)) return text
  throw new UsageError(`${setting}: "${text}" is no host name or address`)
}

function originOf(text: string): string {
  const url = URL.parse(text)
  const plain =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  if (!plain) throw new UsageError(`GOC_ORIGIN: "${text}" is no origin such as https://goc.example.vn`)
  return url.origin
}

function databaseUrl(text: string): string {
  const url = URL.parse(text)
  if (url && /^postgres(ql)?:$/.test(url.protocol)) return text
  // the value may hold a password, so it is not repeated
  throw new UsageError('DATABASE_URL: is no address such as postgres://user:password@host:5432/goc')
}

/** What a browser on this machine calls the host. */
function nameOf(host: string): string {
  if (['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
