import { existsSync, readdirSync } from 'node:fs'

/** What each file under commands/ exports. `goc import year` is commands/import/year.ts. */
export interface Command {
  summary: string
  /** the whole help text: first line `goc name ARGUMENTS`, then the options */
  usage: string
  /** resolves to the exit code: 0, or 1 when what was checked does not hold */
  run(argv: string[]): Promise<number>
}

const ownFolder = new URL('./commands/', import.meta.url)

/** The names of all commands, in order. The folder is the table: a command is added by adding its file. */
export function listCommands(folder = ownFolder, prefix: string[] = []): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (entry.isDirectory()) {
        return listCommands(new URL(`${entry.name}/`, folder), [...prefix, entry.name])
      }
      const name = /^([a-z-]+)\.ts$/.exec(entry.name)?.[1]
      return name ? [[...prefix, name].join(' ')] : []
    })
    .sort()
}

/** The command with the longest name that the words begin with, and what is left for it. */
export function findCommand(words: string[], names: string[]): { name: string; argv: string[] } | undefined {
  for (let length = words.length; length > 0; length--) {
    const name = words.slice(0, length).join(' ')
    if (names.includes(name)) return { name, argv: words.slice(length) }
  }
  return undefined
}

/** Loads one command; the others cost nothing. */
export function loadCommand(name: string, folder = ownFolder): Promise<Command> {
  return import(new URL(`${name.replaceAll(' ', '/')}.ts`, folder).href)
}
