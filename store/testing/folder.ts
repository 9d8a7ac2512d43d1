import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A temporary folder that an unprivileged PostgreSQL may enter, and its removal. */
export function temporaryFolder(name = ''): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), `goc-test-${name}`))
  chmodSync(folder, 0o755)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}
