/** What benchmarks share: rates, quantiles, and how a result is written. */

export type Line = { what: string; value: string; ratio?: string }

/** Runs `work` for about `ms` on `clients` loops at once; gives how often it was done a second, and each duration in ms. */
export async function rate(
  clients: number,
  ms: number,
  work: (client: number, i: number) => Promise<unknown>,
) {
  const durations: number[] = []
  const began = performance.now()
  const loop = async (client: number) => {
    for (let i = 0; performance.now() - began < ms; i++) {
      const start = performance.now()
      await work(client, i)
      durations.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => loop(client)))
  const seconds = (performance.now() - began) / 1000
  return { perSecond: durations.length / seconds, durations }
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}

export const round = (n: number, digits = 0): string =>
  n.toLocaleString('en', { maximumFractionDigits: digits })

export function table(title: string, lines: readonly Line[]): string {
  const rows = lines.map(({ what, value, ratio = '' }) => `| ${what} | ${value} | ${ratio} |`)
  return [`### ${title}`, '', '| what | measured | ratio |', '| --- | --- | --- |', ...rows, ''].join('\n')
}
