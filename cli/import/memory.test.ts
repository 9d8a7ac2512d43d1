import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { testDatabase } from '@goc/store/testing.ts'
import { writeManyBooks } from './testing-many.ts'

const { folder, remove } = temporaryFolder('memory')
after(remove)

/** Imports in a process of its own; gives the most heap in use after a collection, in MB. */
async function heapOf(from: string): Promise<number> {
  const database = await testDatabase()
  const program = `
    import { collectFaults } from '@goc/store/books/fault.ts'
    import { enterYear } from '@goc/store/books/year.ts'
    import { openStore } from '@goc/store/database.ts'
    import { masterKeys } from '@goc/store/keys.ts'
    import { yearIn } from ${JSON.stringify(new URL('./year.ts', import.meta.url).href)}
    const store = openStore(${JSON.stringify(database.url)})
    const faults = collectFaults([])
    let most = 0
    let calls = 0
    const look = () => {
      if (calls++ % 8 !== 0) return
      gc()
      most = Math.max(most, process.memoryUsage().heapUsed)
    }
    const options = { master: await masterKeys(${JSON.stringify(join(folder, 'data'))}, {}), faults, now: Math.floor(Date.now() / 1000), progress: look }
    await enterYear(store, yearIn(${JSON.stringify(from)}, faults, look), options)
    if (faults.count > 0) throw new Error(JSON.stringify(faults.list().slice(0, 3)))
    await store.close()
    console.log(most / 2 ** 20)`
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--input-type=module', '--eval', program],
    { cwd: import.meta.dirname, encoding: 'utf8' },
  )
  await database.drop()
  assert.equal(status, 0, stderr)
  return Number(stdout)
}

test('books twenty times as large take no more memory', { timeout: 240_000 }, async () => {
  const small = await heapOf(await writeManyBooks(join(folder, 'small'), 1_000))
  const large = await heapOf(await writeManyBooks(join(folder, 'large'), 20_000))
  assert.ok(small > 5 && large < small * 1.5 + 10, `${small} MB for the small, ${large} MB for the large`)
})
