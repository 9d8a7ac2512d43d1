import { findCommand, listCommands, loadCommand } from './commands.ts'
import { endWithParent } from './parent.ts'
import { UsageError } from './usage-error.ts'

/** Runs the command and ends the process with its exit code. */
export async function start(argv: string[]) {
  endWithParent()
  // `goc … | head` closes our output early, which is no fault
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  const code = await main(argv)
  process.stdout.write('', () => process.exit(code))
}

/** One command from its words to its exit code: 0 done, 1 it does not hold or failed, 2 called wrongly. */
export async function main(argv: string[], folder?: URL): Promise<number> {
  const names = listCommands(folder)
  const found = findCommand(argv, names)
  const hint = found ? `goc ${found.name} --help` : 'goc --help'
  try {
    if (!found) return await explain(argv, names, folder)
    const command = await loadCommand(found.name, folder)
    if (asksForHelp(found.argv)) return print(command.usage)
    return await command.run(found.argv)
  } catch (error) {
    if (isUsage(error)) return complain(`${sentence(error)} (see ${hint})`, 2)
    if (process.env.GOC_DEBUG) console.error(error)
    return complain(sentence(error), 1)
  }
}

/** `goc`, `goc --help`, the name of a group such as `goc import`, or a name that is none. */
async function explain(argv: string[], names: string[], folder?: URL): Promise<number> {
  const words = argv.filter((word) => !word.startsWith('-'))
  const unknown = argv.find((word) => word.startsWith('-') && !asksForHelp([word]))
  const listed = words.length ? names.filter((name) => name.startsWith(`${words[0]} `)) : names
  if (unknown && !words.length) throw new UsageError(`unknown option ${unknown}`)
  if (words.length && (!listed.length || words.length > 1))
    throw new UsageError(`unknown command ${words.join(' ')}`)
  const summaries = await Promise.all(
    listed.map((name) => loadCommand(name, folder).then(({ summary }) => summary)),
  )
  const width = Math.max(0, ...listed.map((name) => name.length))
  const lines = listed.map((name, index) => `  goc ${name.padEnd(width)}  ${summaries[index]}`)
  const text = ['Usage: goc COMMAND [OPTIONS]', '', ...lines, '', 'goc COMMAND --help says more.'].join('\n')
  if (!words.length || asksForHelp(argv)) return print(text)
  return complain(`goc ${words[0]} what?\n${lines.join('\n')}`, 2)
}

function asksForHelp(argv: string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end < 0 ? undefined : end).some((word) => word === '--help' || word === '-h')
}

function print(text: string): number {
  process.stdout.write(`${text.trimEnd()}\n`)
  return 0
}

function complain(text: string, code: number): number {
  process.stderr.write(`goc: ${text}\n`)
  return code
}

function isUsage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return error instanceof UsageError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS'))
}

/** The error and what caused it, in one line. */
function sentence(error: unknown): string {
  const parts: string[] = []
  for (let at: unknown = error; at; at = (at as Error).cause) {
    const said =
      at instanceof AggregateError && !at.message
        ? at.errors.map(String).join('; ')
        : String((at as Error).message ?? at)
    if (!parts.some((part) => part.includes(said))) parts.push(said)
  }
  return parts.join(': ').replace(/\s*\n\s*/g, ' ') || 'something failed without saying why'
}
