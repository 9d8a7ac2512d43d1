import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { after, test } from 'node:test'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { testDatabase } from '@goc/store/testing.ts'
import { csvOf, smallBooks, writeBooks } from './testing.ts'

const { folder, remove } = temporaryFolder('memory')
after(remove)

/** Books of so many opinions, ten a dialogue, each with an answer. */
async function generate(name: string, opinions: number): Promise<string> {
  const target = join(folder, name)
  mkdirSync(target)
  const books = smallBooks()
  writeBooks(target, { units: books.units })
  const write = async (book: 'dialogues' | 'opinions' | 'resolutions', rows: Iterable<string[]>) => {
    const out = createWriteStream(join(target, `${book}.csv`))
    out.write(csvOf([books[book][0]!]))
    for (const row of rows) if (!out.write(csvOf([row]))) await once(out, 'drain')
    out.end()
    await finished(out)
  }
  const change = (row: string[], cells: Record<number, string>) => row.map((cell, i) => cells[i] ?? cell)
  const times = function* (n: number, row: (i: number) => string[]) {
    for (let i = 0; i < n; i++) yield row(i)
  }
  const [, dialogue] = books.dialogues
  const [, opinion] = books.opinions
  const [, , answer] = books.resolutions
  await write(
    'dialogues',
    times(opinions / 10, (i) => change(dialogue!, { 0: `DT${i}` })),
  )
  await write(
    'opinions',
    times(opinions, (i) =>
      change(opinion!, {
        0: `YK${i}`,
        1: `DT${Math.floor(i / 10)}`,
        3: String((i % 10) + 1),
        9: `Nước đục ${i} `.repeat(20),
      }),
    ),
  )
  await write(
    'resolutions',
    times(opinions, (i) => change(answer!, { 0: `GQ${i}`, 1: `YK${i}`, 2: '1' })),
  )
  return target
}

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

test('books twenty times as large take no more memory', { timeout: 60_000 }, async () => {
  const small = await heapOf(await generate('small', 1_000))
  const large = await heapOf(await generate('large', 20_000))
  assert.ok(small > 5 && large < small * 1.5 + 10, `${small} MB for the small, ${large} MB for the large`)
})
