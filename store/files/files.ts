/** All that keeping files needs besides the database. */

import { join } from 'node:path'
import type { MasterKeys } from '../keys.ts'
import { openScanner, type Scanner } from './scan.ts'
import { openSpool, type Spool } from './spool.ts'
import { openStorage, type Storage } from './storage.ts'

export type Files = { storage: Storage; spool: Spool; scanner?: Scanner; master: MasterKeys }

/** Opens them as the settings say (GOC_FILES, GOC_CLAMD). Throws one line that names the setting at fault. */
export async function openFiles(
  data: string,
  master: MasterKeys,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Files> {
  const scanner = openScanner(env)
  const storage = await openStorage(data, env)
  const spool = await openSpool(join(data, 'spool'))
  return { storage, spool, master, ...(scanner && { scanner }) }
}
