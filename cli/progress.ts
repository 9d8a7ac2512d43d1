export interface Progress {
  /** how much is done now, and of how much when that is known */
  at(done: number, total?: number): void
  end(): void
}

type Terminal = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number }

/** Shows how far a long command is, on stderr: a bar on a terminal, elsewhere a line every few seconds. */
export function showProgress(
  label: string,
  output: Terminal = process.stderr,
  now = () => performance.now(),
): Progress {
  const every = output.isTTY ? 100 : 5000
  let last = output.isTTY ? Number.NEGATIVE_INFINITY : now()
  let shown: { done: number; total?: number } = { done: 0 }
  let drawn = shown
  const draw = (end = '') => {
    const text = describe(label, shown.done, shown.total)
    output.write(output.isTTY ? `\r\x1b[K${withBar(text, shown, output.columns ?? 80)}${end}` : `${text}\n`)
    last = now()
    drawn = shown
  }
  return {
    at(done, total) {
      shown = { done, total }
      if (now() - last >= every) draw()
    },
    end() {
      if (output.isTTY) draw('\n')
      else if (drawn !== shown) draw()
    },
  }
}

const numbers = new Intl.NumberFormat('en')

function describe(label: string, done: number, total?: number): string {
  if (!total) return `${label} ${numbers.format(done)}`
  return `${label} ${numbers.format(done)} / ${numbers.format(total)} (${Math.floor((done / total) * 100)}%)`
}

function withBar(text: string, { done, total }: { done: number; total?: number }, columns: number): string {
  const width = Math.min(30, columns - text.length - 4)
  if (!total || width < 5) return text.slice(0, columns - 1)
  const full = Math.min(width, Math.round((done / total) * width))
  return `${text} [${'#'.repeat(full)}${' '.repeat(width - full)}]`
}
