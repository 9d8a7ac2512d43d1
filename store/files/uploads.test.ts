import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { now } from '../clock.ts'
import { attachUploads, endUploads } from './attach.ts'
import { listFiles, openFile } from './keep.ts'
import { limits } from './kinds.ts'
import { addToUpload, settleWaiting } from './receive.ts'
import { clamd } from './scan.ts'
import { sweepFiles } from './sweep.ts'
import { speakClamd } from './testing/clamd-protocol.ts'
import { allFiles, type TestPlace, testPlace } from './testing/place.ts'
import { CANARY, coming, office, pdf, phonePhoto } from './testing/samples.ts'
import { newUploadToken, readUploadToken, TOKEN_LASTS } from './token.ts'
import { beginUpload, dropUpload, findUpload, listUploads, type Upload } from './uploads.ts'

let place: TestPlace
before(async () => {
  place = await testPlace()
})
after(() => place.close())

const begin = async (token: string, length: number): Promise<string> => {
  const begun = await beginUpload(place.store, place.files, { token, length })
  assert.ok('id' in begun, JSON.stringify(begun))
  return begun.id
}
const add = (id: string, offset: number, bytes: AsyncIterable<Uint8Array>) =>
  addToUpload(place.store, place.files, id, { offset, stream: bytes })
async function send(token: string, bytes: Buffer): Promise<Upload> {
  const upload = await add(await begin(token, bytes.length), 0, coming(bytes))
  assert.ok(typeof upload === 'object')
  return upload
}

test('an upload that is cut off goes on where it was cut off, and lies nowhere in the open', async () => {
  const token = newUploadToken(place.master)
  const bytes = office('docx', { 'word/media/1.bin': CANARY.repeat(400) })
  const id = await begin(token, bytes.length)
  async function* cutOff() {
    yield bytes.subarray(0, 1_001)
    throw new Error('the network went')
  }
  const cut = await add(id, 0, cutOff())
  assert.deepEqual([(cut as Upload).state, (cut as Upload).offset], ['coming', 1_001])
  assert.equal((await findUpload(place.store, place.files, id))?.offset, 1_001)
  for (const [path, lies] of await allFiles(place.data)) assert.ok(!lies.includes(CANARY), path)
  assert.equal(await add(id, 900, coming(bytes.subarray(900))), 'other-offset')
  const whole = (await add(id, 1_001, coming(bytes.subarray(1_001)))) as Upload
  assert.equal(whole.state, 'kept')
  assert.deepEqual(whole, await findUpload(place.store, place.files, id))
  const opened = await openFile(place.store, place.files, { subject: `upload/${id}`, i: 0 })
  assert.deepEqual(await buffer(opened!.stream), bytes)
  // What it came in is gone.
  assert.ok(!(await readdir(place.files.spool.folder)).includes(id))
})

test('begun again with the same key it is the same upload, for the one who has the token', async () => {
  const token = newUploadToken(place.master)
  const { store, files } = place
  const start = (length = 100, key = 'photo', by = token) =>
    beginUpload(store, files, { token: by, length, key })
  const first = (await start()) as Upload
  await add(first.id, 0, coming(Buffer.alloc(40)))
  assert.deepEqual(await start(), { ...first, offset: 40 })
  for (const other of [
    await start(101),
    await start(100, 'other'),
    await start(100, 'photo', newUploadToken(place.master)),
  ])
    assert.notEqual((other as Upload).id, first.id)
  await dropUpload(store, files, first.id)
  assert.equal(((await start()) as Upload).offset, 0)
})

test('more than was said is not taken', async () => {
  const bytes = pdf()
  const id = await begin(newUploadToken(place.master), bytes.length - 1)
  assert.equal(await add(id, 0, coming(bytes)), 'too-long')
})

test('what may not be kept says why, and is not attached', async () => {
  const token = newUploadToken(place.master)
  const refused = await send(token, Buffer.from('chỉ là chữ'))
  assert.deepEqual([refused.state, refused.refusal], ['refused', 'unknown-kind'])
  await send(token, pdf())
  const attached = await attachUploads(place.store, place.files, { token, subject: 'petition/U1' })
  assert.ok('files' in attached)
  assert.deepEqual(
    attached.files.map(({ i, type }) => [i, type]),
    [[0, 'application/pdf']],
  )
})

test('attached twice, it is attached once; and the uploads go when the matter is in', async () => {
  const token = newUploadToken(place.master)
  const ids = [(await send(token, pdf('one'))).id, (await send(token, await phonePhoto())).id]
  const first = await attachUploads(place.store, place.files, { token, subject: 'petition/U2' })
  assert.deepEqual(await attachUploads(place.store, place.files, { token, subject: 'petition/U2' }), first)
  assert.ok('files' in first)
  assert.deepEqual(first.files, await listFiles(place.store.db, 'petition/U2'))
  assert.deepEqual(
    first.files.map(({ preview }) => preview),
    [false, true],
  )
  const more = newUploadToken(place.master)
  await send(more, pdf('three'))
  const second = await attachUploads(place.store, place.files, { token: more, subject: 'petition/U2' })
  assert.deepEqual('files' in second && second.files.map(({ i }) => i), [2])

  await endUploads(place.store, place.files, token)
  assert.deepEqual(await listUploads(place.store, place.files, token), [])
  for (const id of ids) assert.equal(await findUpload(place.store, place.files, id), undefined)
  const { stream } = (await openFile(place.store, place.files, { subject: 'petition/U2', i: 0 }))!
  assert.ok((await buffer(stream)).includes('one'))
})

test('a matter is not raised with half a file', async () => {
  const token = newUploadToken(place.master)
  const id = await begin(token, 1_000)
  await add(id, 0, coming(Buffer.alloc(10)))
  const attach = () => attachUploads(place.store, place.files, { token, subject: 'petition/U3' })
  assert.deepEqual(await attach(), { refusal: 'still-coming' })
  await dropUpload(place.store, place.files, id)
  assert.deepEqual(await attach(), { files: [] })
  assert.deepEqual(await attachUploads(place.store, place.files, { token: 'no', subject: 'petition/U3' }), {
    refusal: 'token-ended',
  })
})

test('while the scanner is away files wait, and are let in or refused when it is back', async () => {
  const { store, files } = place
  const server = await speakClamd({})
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  files.scanner = clamd({ host: '127.0.0.1', port })
  const token = newUploadToken(place.master)
  const [good, bad] = [await send(token, pdf()), await send(token, Buffer.from('chữ'))]
  assert.deepEqual([good.state, good.refusal, bad.state], ['waiting', 'scanner-away', 'refused'])
  const attach = () => attachUploads(store, files, { token, subject: 'petition/U4' })
  assert.deepEqual(await attach(), { refusal: 'scanner-away' })
  assert.equal(await settleWaiting(store, files), 0)
  const back = await speakClamd({ port })
  assert.equal(await settleWaiting(store, files), 1)
  assert.equal((await findUpload(store, files, good.id))?.state, 'kept')
  assert.ok('files' in (await attach()))
  back.close()
  delete files.scanner
})

test('one that was whole when we went down is looked at when it is asked for', async () => {
  const { store, files } = place
  const token = newUploadToken(place.master)
  const bytes = pdf()
  const id = await begin(token, bytes.length)
  files.scanner = { scan: () => Promise.reject(new Error('the process ends here')) }
  await assert.rejects(add(id, 0, coming(bytes)), /ends here/)
  delete files.scanner
  const stands = await findUpload(store, files, id)
  assert.deepEqual([stands?.state, stands?.offset], ['coming', bytes.length])
  const attached = await attachUploads(store, files, { token, subject: 'petition/U5' })
  assert.equal('files' in attached && attached.files.length, 1)
})

test('one person sends so many files and no more, also at once', async () => {
  const token = newUploadToken(place.master)
  const all = await Promise.all(
    Array.from({ length: limits.files + 3 }, () =>
      beginUpload(place.store, place.files, { token, length: 9 }),
    ),
  )
  assert.equal(all.filter((begun) => 'id' in begun).length, limits.files)
  assert.ok(all.some((begun) => 'refusal' in begun && begun.refusal === 'too-many-files'))
  const other = newUploadToken(place.master)
  for (const [length, refusal] of [
    [0, 'empty'],
    [limits.size + 1, 'too-large'],
  ] as const)
    assert.deepEqual(await beginUpload(place.store, place.files, { token: other, length }), { refusal })
  for (let n = 0; n < 4; n++) await begin(other, limits.size)
  assert.deepEqual(await beginUpload(place.store, place.files, { token: other, length: 1 }), {
    refusal: 'too-many-files',
  })
})

test('a token is ours, or it is none; and it ends', () => {
  const token = newUploadToken(place.master, 1_000_000)
  assert.ok(readUploadToken(place.master, token, 1_000_000 + TOKEN_LASTS - 1))
  assert.equal(readUploadToken(place.master, token, 1_000_000 + TOKEN_LASTS), undefined)
  const [id, end, mac] = token.split('.') as [string, string, string]
  const later = (Number.parseInt(end, 36) + 1).toString(36)
  for (const forged of [
    '',
    'a.b.c',
    `${id}.${later}.${mac}`,
    `${id}.${end}.${mac.replace(/./, (c) => (c === 'A' ? 'B' : 'A'))}`,
  ])
    assert.equal(readUploadToken(place.master, forged, 1_000_000), undefined, forged)
})

test('what was begun and not attached is gone after a day, half or whole', async () => {
  const { store, files } = place
  const token = newUploadToken(place.master)
  const half = await begin(token, 500)
  await add(half, 0, coming(Buffer.alloc(100)))
  const whole = (await send(token, pdf())).id
  const later = now() + TOKEN_LASTS + 1
  assert.equal(await findUpload(store, files, whole, later), undefined)
  await sweepFiles(store, files, later)
  assert.deepEqual(await readdir(files.spool.folder), [])
  const { rows } = await store.pool.query(`select count(*)::int as n from upload`)
  assert.equal(rows[0].n, 0)
  const { rows: keys } = await store.pool.query(
    `select count(*)::int as n from case_key where subject like 'upload/%'`,
  )
  assert.equal(keys[0].n, 0)
  assert.ok((await listFiles(store.db, 'petition/U2')).length > 0, 'what was attached stays')
  assert.equal(await add(half, 100, coming(Buffer.alloc(400))), undefined)
})
