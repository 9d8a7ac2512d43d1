import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { fromBase64url } from '@goc/record/bytes.ts'
import { opens, saltFor } from '@goc/record/commitment.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { now } from '../clock.ts'
import { caseKeys, keepLetters, readLetter } from '../letters.ts'
import { eraseFiles, type Kept, keepFile, listFiles, openFile, removeFile } from './keep.ts'
import { NotSealedHere } from './seal.ts'
import { openStorage } from './storage.ts'
import { sweepFiles } from './sweep.ts'
import { allFiles, type TestPlace, testPlace, whereIs } from './testing/place.ts'
import { type S3, startS3 } from './testing/s3.ts'
import { CANARY, coming, office, pdf, phonePhoto } from './testing/samples.ts'

async function keep(place: TestPlace, subject: string, i: number, bytes: Buffer): Promise<Kept> {
  const kept = await keepFile(place.store, place.files, { subject, i, stream: coming(bytes) })
  assert.ok(!('refusal' in kept), JSON.stringify(kept))
  return kept
}
const objects = async (folder: string) =>
  [...(await allFiles(folder)).keys()].filter((path) => !/_dummy|_metadata|\.md5|\.json$/.test(path))

/** The same on disk and on S3. `folder` is where the bytes come to lie. */
function keepsFiles(given: () => { place: TestPlace; folder: string }) {
  test('a document comes back as it was, with a commitment that its salt opens', async () => {
    const { place } = given()
    const { store, files, master } = place
    const bytes = office('docx', { 'word/media/large.bin': randomBytes(400_000) })
    const { commitment, ...kept } = await keep(place, 'petition/A', 0, bytes)
    assert.deepEqual(kept, {
      i: 0,
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      kind: 'document',
      size: bytes.length,
      preview: false,
      note: 'metadata-kept',
    })
    const opened = await openFile(store, files, { subject: 'petition/A', i: 0 })
    assert.deepEqual(await buffer(opened!.stream), bytes)
    const key = (await caseKeys(store.db, master, ['petition/A'])).get('petition/A')!
    const opening = { kind: 'file', salt: saltFor(sha256, key.key, 'file', 0), bytes }
    assert.ok(opens(sha256, fromBase64url(commitment), opening))
  })

  test('a photo comes back made anew, with its preview, and nothing lies in the open', async () => {
    const { place, folder } = given()
    const kept = await keep(place, 'petition/B', 0, await phonePhoto())
    assert.deepEqual([kept.type, kept.note, kept.preview], ['image/jpeg', 'metadata-removed', true])
    const opened = (await openFile(place.store, place.files, { subject: 'petition/B', i: 0 }))!
    const bytes = await buffer(opened.stream)
    assert.equal(bytes.length, kept.size)
    const preview = await openFile(place.store, place.files, { subject: 'petition/B', i: 0, preview: true })
    const small = await buffer(preview!.stream)
    assert.equal(small.length, preview!.size)
    for (const needle of [bytes.subarray(100, 140), small.subarray(100, 140)])
      assert.deepEqual(await whereIs(place, needle, [place.data, folder]), [])
  })

  test('is sent so that a browser can only save it', async () => {
    const { place } = given()
    await keep(place, 'petition/C', 0, pdf())
    await keep(place, 'petition/C', 1, await phonePhoto({ width: 60, height: 40 }))
    const { headers } = (await openFile(place.store, place.files, { subject: 'petition/C', i: 0 }))!
    assert.equal(headers['content-disposition'], 'attachment; filename="tep-1.pdf"')
    assert.match(headers['content-security-policy']!, /^sandbox; default-src 'none'/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cache-control'], 'private, no-store')
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    const small = await openFile(place.store, place.files, { subject: 'petition/C', i: 1, preview: true })
    assert.deepEqual(
      [small!.headers['content-type'], small!.headers['content-disposition']],
      ['image/webp', 'inline'],
    )
    const photo = await openFile(place.store, place.files, { subject: 'petition/C', i: 1 })
    assert.match(photo!.headers['content-disposition']!, /^attachment/)
  })

  test('what is refused leaves nothing', async () => {
    const { place, folder } = given()
    const before = await objects(folder)
    for (const [bytes, refusal] of [
      [Buffer.from(CANARY), 'unknown-kind'],
      [Buffer.alloc(26 * 2 ** 20), 'too-large'],
      [Buffer.alloc(0), 'empty'],
    ] as const) {
      const stream = coming(bytes, 100_000)
      assert.deepEqual(await keepFile(place.store, place.files, { subject: 'petition/D', i: 0, stream }), {
        refusal,
      })
    }
    assert.deepEqual(await objects(folder), before)
    assert.deepEqual(await readdir(place.files.spool.folder), [])
    assert.deepEqual(await listFiles(place.store.db, 'petition/D'), [])
  })

  test('what breaks off while it comes leaves nothing', async () => {
    const { place, folder } = given()
    const before = await objects(folder)
    async function* broken() {
      yield pdf()
      throw new Error('the network went')
    }
    const kept = keepFile(place.store, place.files, { subject: 'petition/D', i: 0, stream: broken() })
    await assert.rejects(kept, /the network went/)
    assert.deepEqual(await readdir(place.files.spool.folder), [])
    assert.deepEqual(await objects(folder), before)
  })

  test('a number is used once, and the second comer’s bytes are removed', async () => {
    const { place, folder } = given()
    await keep(place, 'petition/E', 0, pdf('one'))
    const before = (await objects(folder)).length
    await assert.rejects(keep(place, 'petition/E', 0, pdf('two')), /duplicate key/)
    await sweepFiles(place.store, place.files, now() + 4_000)
    assert.equal((await objects(folder)).length, before)
    const { stream } = (await openFile(place.store, place.files, { subject: 'petition/E', i: 0 }))!
    assert.ok((await buffer(stream)).includes('one'))
  })

  test('what was changed or exchanged in storage does not open', async () => {
    const { place, folder } = given()
    await keep(place, 'petition/F', 0, pdf('one'))
    await keep(place, 'petition/F', 1, pdf('two'))
    const { db } = place.store
    const rows = await db
      .selectFrom('file')
      .select(['i', 'key'])
      .where('subject', '=', 'petition/F')
      .execute()
    const key = (i: number) => rows.find((row) => row.i === i)!.key
    const exchange = (i: number, by: string) =>
      db.updateTable('file').set({ key: by }).where('subject', '=', 'petition/F').where('i', '=', i).execute()
    await exchange(0, key(1))
    const { stream } = (await openFile(place.store, place.files, { subject: 'petition/F', i: 0 }))!
    await assert.rejects(buffer(stream), NotSealedHere)
    await exchange(0, key(0))
    if (folder !== join(place.data, 'files')) return
    await writeFile(join(folder, key(0)), Buffer.alloc(500))
    const changed = (await openFile(place.store, place.files, { subject: 'petition/F', i: 0 }))!
    await assert.rejects(buffer(changed.stream), NotSealedHere)
  })

  test('an erased case leaves no file, and others keep theirs', async () => {
    const { place, folder } = given()
    const { store, files } = place
    const before = await objects(folder)
    const [words] = await keepLetters(store.db, place.master, 'petition/G', [
      { kind: 'text', i: 0, text: CANARY },
    ])
    await keep(place, 'petition/G', 0, pdf())
    await keep(place, 'petition/G', 1, await phonePhoto({ width: 90, height: 60 }))
    await removeFile(store, files, 'petition/G', 0)
    assert.equal((await objects(folder)).length, before.length + 2)
    await eraseFiles(store, files, 'petition/G')
    assert.deepEqual((await objects(folder)).sort(), before.sort())
    assert.equal(await openFile(store, files, { subject: 'petition/G', i: 1 }), undefined)
    assert.equal(await readLetter(store.db, place.master, words!), undefined)
    assert.ok(await openFile(store, files, { subject: 'petition/A', i: 0 }))
  })
}

describe('files on disk', () => {
  let place: TestPlace
  before(async () => {
    place = await testPlace()
  })
  after(() => place.close())
  keepsFiles(() => ({ place, folder: join(place.data, 'files') }))
})

describe('files on S3-compatible storage', () => {
  let place: TestPlace
  let s3: S3
  before(async () => {
    s3 = await startS3()
    place = await testPlace(s3.env)
    await place.files.storage.check()
  })
  after(async () => {
    await place.close()
    await s3.stop()
  })
  keepsFiles(() => ({ place, folder: s3.folder }))

  test('whose secret is wrong is told so when it is looked at', async () => {
    const storage = await openStorage(place.data, { ...s3.env, GOC_FILES_SECRET: 'other' })
    await assert.rejects(storage.check(), /^Error: GOC_FILES: files cannot be kept there/)
  })
})

test('a setting that names no storage is refused in one line', async () => {
  for (const wrong of ['here', 'http://bucket', 's3://', 's3://bucket?endpoint=nowhere'])
    await assert.rejects(async () => openStorage('data', { GOC_FILES: wrong }), /^Error: GOC_FILES/, wrong)
  await assert.rejects(
    async () => openStorage('data', { GOC_FILES: 's3://b', GOC_FILES_KEY: 'k' }),
    /GOC_FILES_SECRET/,
  )
})
