/** The commands that show the record, each as a process on a real database. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { leafHash } from '@goc/record/hash.ts'
import { parseVkey } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { parseTlogProof, verifyTlogProof } from '@goc/record/tlog-proof.ts'
import { openStore, type Store } from '@goc/store/database.ts'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { type TestDatabase, testDatabase } from '@goc/store/testing.ts'
import { goc, largeBooks } from '../../testing.ts'

const { folder, remove } = temporaryFolder('record')
const at = (...names: string[]) => join(folder, ...names)
const databases: TestDatabase[] = []
let store: Store
let size: number
let vkey: string
let on: (...words: string[]) => ReturnType<typeof goc>

/** The command on an instance of its own: a database and a data folder. */
async function instance(name: string) {
  const database = await testDatabase()
  databases.push(database)
  return {
    url: database.url,
    on: (...words: string[]) => goc([...words, '--data', at(name)], { DATABASE_URL: database.url }),
  }
}

before(async () => {
  const own = await instance('data')
  on = own.on
  const { code, err } = await on('import', 'year', largeBooks(at('books')))
  assert.equal(code, 0, err)
  store = openStore(own.url, { connections: 2 })
  size = (await store.db.selectFrom('head').select('size').executeTakeFirstOrThrow()).size
  assert.ok(size > 256)
})
after(async () => {
  await store?.close()
  for (const database of databases) await database.drop()
  remove()
})

test('called wrongly, each says how it is meant, changes nothing, and ends with 2', async () => {
  const proof = ['record', 'proof', '0', '--out', at('p'), '--leaf', at('l')]
  const wrong: [RegExp, string[]][] = [
    [/positional|argument/, ['record', 'vkey', 'more']],
    [/one folder/, ['record', 'export']],
    [/one folder/, ['record', 'export', at('a'), at('b')]],
    [/one index/, ['record', 'proof', '--out', at('p'), '--leaf', at('l')]],
    [/one index/, [...proof, '1']],
    [/one index/, proof.with(2, '1.5')],
    [/one index/, proof.with(2, '007')],
    [/one index/, proof.with(2, 'first')],
    [/--out and --leaf/, ['record', 'proof', '0', '--out', at('p')]],
    [/--out and --leaf/, ['record', 'proof', '0', '--out', at('p'), '--leaf', `${folder}/./p`]],
    [/--mend/, ['record', 'rebuild', '--mend']],
    [/positional|argument/, ['record', 'rebuild', 'rows']],
    [/what\?/, ['record']],
    [/unknown command/, ['record', 'proofs']],
  ]
  const call = async ([expected, words]: [RegExp, string[]]) => {
    const isGroup = words.length === 1 || words[1] === 'proofs'
    const { code, out, err } = await (isGroup ? goc(words) : on(...words))
    assert.deepEqual([code, out], [2, ''], words.join(' '))
    assert.match(err, expected)
    assert.match(err, /^goc: /)
  }
  await Promise.all(wrong.map(call))
  for (const name of ['a', 'b', 'p', 'l']) assert.ok(!existsSync(at(name)), name)
})

test('where no record has begun, each says so in one line and ends with 1', async () => {
  const { on } = await instance('nothing')
  const said = async (...words: string[]) => {
    const { code, out, err } = await on('record', ...words)
    assert.deepEqual([code, out], [1, ''], words.join(' '))
    assert.match(err, /^goc: [^\n]+\n$/)
    return err
  }
  assert.match(await said('vkey'), /has no record yet/)
  assert.match(await said('export', at('none')), /nothing has been published yet/)
  assert.match(await said('proof', '0', '--out', at('p'), '--leaf', at('l')), /has no entry 0: it is empty/)
  for (const name of ['none', 'p', 'l']) assert.ok(!existsSync(at(name)), name)
  assert.deepEqual(await on('record', 'rebuild', '--check').then(({ code, out }) => [code, out]), [
    0,
    'Rows, cells and tiles are what the acts say.\n',
  ])
})

test('the verifier key is one line, and the one that the record was begun with', async () => {
  const { code, out, err } = await on('record', 'vkey')
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /^localhost:3000\/record\+[0-9a-f]{8}\+\S+\n$/)
  vkey = out.trim()
  const { vkey: kept } = await store.db.selectFrom('identity').select('vkey').executeTakeFirstOrThrow()
  assert.equal(vkey, kept)
})

test('what is exported passes verification, and once it is tampered with, no more', async () => {
  const { code, out } = await on('record', 'export', at('public'))
  assert.equal(code, 0)
  assert.match(out, new RegExp(`^${size} entries in .*public: \\d+ files written\n$`))
  const verify = (where: string, key = vkey) => goc(['verify', where, '--vkey', key])
  const right = await verify(at('public'))
  assert.equal(right.code, 0, right.out + right.err)
  assert.match(right.out, new RegExp(size.toLocaleString('en')))
  // Again, it has nothing to add but the checkpoint.
  assert.match((await on('record', 'export', at('public'))).out, /: 1 files written\n$/)

  await cp(at('public'), at('tampered'), { recursive: true })
  const bundle = at('tampered', 'tile/entries/000')
  const bytes = await readFile(bundle)
  bytes[100]! ^= 1
  await writeFile(bundle, bytes)
  const wrong = await verify(at('tampered'))
  assert.equal(wrong.code, 1)
  assert.match(wrong.out, /wrong-tile|wrong-root/)
  const stranger = (await instance('stranger')).on
  assert.equal((await stranger('import', 'year', at('books'))).code, 0)
  assert.equal((await verify(at('public'), (await stranger('record', 'vkey')).out.trim())).code, 1)

  // Another record's folder, and one that knows more than the database, are left as they are.
  const before = await readdir(at('public'), { recursive: true })
  const over = await stranger('record', 'export', at('public'))
  assert.deepEqual([over.code, over.out], [1, ''])
  assert.match(over.err, /is not of this record: choose another folder/)
  assert.deepEqual(await readdir(at('public'), { recursive: true }), before)
  assert.equal((await verify(at('public'))).code, 0)
})

test('a proof holds for the entry that it was asked for, by the check that any reader has', async () => {
  const log = parseVkey(sha256, vkey)
  const [out, leaf] = [at('of.tlog-proof'), at('of.leaf')]
  const check = async (of: string) =>
    verifyTlogProof(
      parseTlogProof(await readFile(out, 'utf8')),
      leafHash(sha256, await readFile(of)),
      { log },
      { sha256, verify: verifyEd25519 },
    )
  await writeFile(at('other.leaf'), '{}')
  for (const index of [0, 255, 256, size - 1]) {
    const said = await on('record', 'proof', String(index), '--out', out, '--leaf', leaf)
    assert.deepEqual([said.code, said.out, said.err], [0, `entry ${index}: ${out}, ${leaf}\n`, ''])
    const proven = await check(leaf)
    assert.deepEqual([proven.index, proven.checkpoint.size], [index, size])
    await assert.rejects(check(at('other.leaf')), { code: 'not-included' })
    const entry = await store.db
      .selectFrom('entry')
      .select('leaf')
      .where('index', '=', index)
      .executeTakeFirst()
    assert.deepEqual(await readFile(leaf), entry!.leaf)
  }
})

test('an index beyond the record is said in one sentence, and no file is written', async () => {
  await rm(at('of.tlog-proof'))
  await rm(at('of.leaf'))
  for (const index of [size, 9_000_000_000]) {
    const { code, out, err } = await on(
      ...['record', 'proof', String(index), '--out', at('of.tlog-proof'), '--leaf', at('of.leaf')],
    )
    const sentence = `goc: the published record has no entry ${index}: its last one is ${size - 1}\n`
    assert.deepEqual([code, out, err], [1, '', sentence])
  }
  assert.ok(!existsSync(at('of.tlog-proof')) && !existsSync(at('of.leaf')))
})

test('rows that differ from the acts are said, and mended; a damaged entry is said, and left alone', async () => {
  const rebuild = async (...options: string[]) => {
    const { code, out } = await on('record', 'rebuild', ...options)
    return { code, lines: out.trimEnd().split('\n') }
  }
  const equal = { code: 0, lines: ['Rows, cells and tiles are what the acts say.'] }
  assert.deepEqual(await rebuild('--check'), equal)

  await store.pool.query(`update opinion set status = 'nonsense' where id = 'YK1'`)
  const looked = await rebuild('--check')
  assert.equal(looked.code, 1)
  assert.match(looked.lines.join('\n'), /^opinion.*YK1.*\nThey differ\.$/s)
  assert.deepEqual(await rebuild('--check'), looked)
  const mended = await rebuild()
  assert.equal(mended.code, 0)
  assert.equal(mended.lines.at(-1), 'They differed, and were made anew.')
  assert.deepEqual(await rebuild('--check'), equal)
  assert.deepEqual(await rebuild(), equal)

  const { leaf } = await store.db
    .selectFrom('entry')
    .select('leaf')
    .where('index', '=', 5)
    .executeTakeFirstOrThrow()
  const put = async (bytes: Uint8Array) => {
    await store.pool.query('alter table entry disable trigger all')
    await store.pool.query('update entry set leaf = $1 where index = 5', [bytes])
    await store.pool.query('alter table entry enable trigger all')
  }
  await put(Buffer.from(leaf.toString().replace('25', '26')))
  for (const options of [['--check'], []]) {
    const { code, lines } = await rebuild(...options)
    assert.equal(code, 1)
    assert.match(lines.at(-1)!, /^The record itself is damaged, and nothing was changed/)
    assert.ok(lines.length > 1)
  }
  await put(leaf)
  assert.deepEqual(await rebuild('--check'), equal)
})
