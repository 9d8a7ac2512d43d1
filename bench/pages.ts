/**
 * Pages under load, against the ceiling of the same run: an almost empty page of the same framework, rendered anew each time.
 * Cookies keep the small cache of whole pages out of the way; a last line says what it adds.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Line, quantile, rate, round } from './measure.ts'

const CLIENTS = 8

export async function benchPages(ms = 3_000): Promise<Line[]> {
  const data = await mkdtemp(join(tmpdir(), 'goc-bench-'))
  const root = join(import.meta.dirname, '..')
  const server = spawn(process.execPath, ['cli/goc.mjs', 'serve', '--port', '0', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      let text = ''
      server.stdout.setEncoding('utf8').on('data', (part: string) => {
        text += part
        const [, url] = /ready at (\S+)/.exec(text) ?? []
        if (url) resolve(url)
      })
      server.once('exit', () => reject(new Error('the server ended')))
    })
    const year = 'unit=25&from=2021-01-01&to=2021-12-31'
    const pages: [what: string, path: string, cookie?: string][] = [
      ['an almost empty page', '/cach-in', 'co-chu=2; x=1'],
      ['the first page', '/', 'co-chu=2; x=1'],
      ['a figures page', `/so-lieu?${year}`, 'co-chu=2; x=1'],
      [
        'a page of what a figure counts',
        `/so-lieu/liet-ke?feature=opinions.resolved&${year}`,
        'co-chu=2; x=1',
      ],
      ['the figures as JSON', `/api/v1/figures?${year}`],
      ['the first page, from the cache of pages', '/'],
    ]
    let ceiling: number | undefined
    const lines: Line[] = []
    for (const [what, path, cookie] of pages) {
      const { perSecond, durations } = await rate(CLIENTS, ms, () => get(new URL(path, origin), cookie))
      ceiling ??= perSecond
      lines.push({
        what,
        value: `${round(perSecond)}/s, p50 ${round(quantile(durations, 0.5), 1)} ms, p99 ${round(quantile(durations, 0.99), 1)} ms`,
        ratio: (perSecond / ceiling).toFixed(2),
      })
    }
    return lines
  } finally {
    server.kill('SIGTERM')
    if (server.exitCode === null) await once(server, 'exit')
    await rm(data, { recursive: true, force: true })
  }
}

function get(url: URL, cookie?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { headers: cookie ? { cookie } : {} }, (response) => {
      response.resume()
      response.once('end', () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`${url.pathname}: ${response.statusCode}`)),
      )
    })
      .once('error', reject)
      .end()
  })
}
