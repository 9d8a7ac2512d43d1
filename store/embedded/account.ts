import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Who PostgreSQL runs as; all undefined = as ourselves. */
export interface Account {
  name?: string
  uid?: number
  gid?: number
}

/**
 * PostgreSQL refuses to run as root: root lends it an account that exists and may do little. An existing cluster stays
 * with the account that owns it, which may be a person who usually runs Gốc without being root.
 */
export function unprivilegedAccount(cluster?: string, wanted = process.env.GOC_PG_USER): Account {
  if (process.getuid?.() !== 0) return {}
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid }) => name && uid > 0)
  const owner = cluster && existsSync(cluster) ? statSync(cluster).uid : 0
  const named = (wanted ? [wanted] : ['goc', 'postgres', 'nobody']).map((name) =>
    accounts.find((account) => account.name === name),
  )
  const account = accounts.find(({ uid }) => uid === owner) ?? named.find((found) => found !== undefined)
  if (account) return account
  throw new Error(
    wanted
      ? `GOC_PG_USER: there is no unprivileged account "${wanted}"`
      : 'PostgreSQL cannot run as root and no other account was found: set GOC_PG_USER or DATABASE_URL',
  )
}

/** Hands what root made to the account that PostgreSQL runs as. */
export function giveTo(account: Account, file: string) {
  if (account.uid !== undefined) chownSync(file, account.uid, account.gid!)
}

/** Whether the account can stand in the folder. Asked by trying, so that ACLs and mounts count too. */
function canEnter(account: Account, folder: string): boolean {
  const { uid, gid } = account
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { uid, gid, cwd: '/', stdio: 'ignore' })
  return tried.status === 0
}

/**
 * The first folder on the way that the account cannot enter, or nothing.
 * Folders closed to all but root are opened for passing (not for listing) to the account's group alone, when they
 * are ours to open: the data folder itself, and what lies in the system's temporary folder.
 */
export function findBarrier(account: Account, target: string, dataFolder?: string): string | undefined {
  if (account.uid === undefined || canEnter(account, target)) return undefined
  const real = realpathSync(target)
  const temporary = realpathSync(os.tmpdir()) + path.sep
  const ours = dataFolder && realpathSync(dataFolder)
  for (const folder of ancestors(real)) {
    if (canEnter(account, folder)) continue
    const { uid, mode } = lstatSync(folder)
    if (uid !== 0 || mode & 0o077 || !(folder === ours || folder.startsWith(temporary))) return folder
    chownSync(folder, 0, account.gid!)
    chmodSync(folder, 0o710)
    if (!canEnter(account, folder)) return folder
  }
  return undefined
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder)
  return parent === folder ? [folder] : [...ancestors(parent), folder]
}
