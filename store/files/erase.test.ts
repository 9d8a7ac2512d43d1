/** Erasing (P6 of the record's design, as far as files go), also by a process that dies while it does. */

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '../clock.ts'
import { caseKeys, eraseLetters } from '../letters.ts'
import { type Actor, act, endActors } from '../testing/actor.ts'
import { attachUploads, endUploads } from './attach.ts'
import { eraseFiles, keepFile, listFiles, openFile } from './keep.ts'
import { addToUpload } from './receive.ts'
import { sweepFiles } from './sweep.ts'
import { allFiles, databaseFolders, type TestPlace, testPlace, whereIs } from './testing/place.ts'
import { CANARY, coming, office, pdf, phonePhoto } from './testing/samples.ts'
import { newUploadToken } from './token.ts'
import { beginUpload } from './uploads.ts'

let place: TestPlace
before(async () => {
  place = await testPlace()
})
after(async () => {
  endActors()
  await place.close()
})

const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
const objects = async () => [...(await allFiles(join(place.data, 'files'), place.files.spool.folder)).keys()]

/** Another process with the same record and files, and a photo at hand. */
const another = (then: string): Actor =>
  act(`const { openStore } = await import(${url('../database.ts')})
    const { openFiles } = await import(${url('./files.ts')})
    const { masterKeys } = await import(${url('../keys.ts')})
    const { keepFile, eraseFiles } = await import(${url('./keep.ts')})
    const { coming, pdf } = await import(${url('./testing/samples.ts')})
    const store = openStore(${JSON.stringify(place.url)})
    const files = await openFiles(${JSON.stringify(place.data)}, await masterKeys(${JSON.stringify(place.data)}, {}), {})
    const stop = () => { say('here'); return new Promise(() => setInterval(() => 0, 1000)) }
    ${then}`)

async function killedThere(actor: Actor): Promise<void> {
  assert.equal(await actor.hear(), 'here')
  actor.kill('SIGKILL')
  await actor.ended
}

test('of an erased case no byte is left: not in tables, files, the database’s own files, nor what was printed', async () => {
  const { store, files, master, data } = place
  const subject = 'petition/P6'
  const printed: string[] = []
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = ((text: string) => printed.push(String(text)) > 0) as typeof process.stderr.write

  const token = newUploadToken(master)
  for (const bytes of [pdf(), office('docx'), await phonePhoto(), Buffer.from(CANARY)]) {
    const begun = await beginUpload(store, files, { token, length: bytes.length })
    assert.ok('id' in begun)
    await addToUpload(store, files, begun.id, { offset: 0, stream: coming(bytes.subarray(0, 50)) })
    await addToUpload(store, files, begun.id, {
      offset: 50 % bytes.length,
      stream: coming(bytes.subarray(50)),
    })
  }
  const attached = await attachUploads(store, files, { token, subject })
  assert.ok('files' in attached && attached.files.length === 3)
  await endUploads(store, files, token)
  const { key } = (await caseKeys(store.db, master, [subject])).get(subject)!
  await keepFile(store, files, { subject, i: 9, stream: coming(office('xlsx')) })

  await eraseFiles(store, files, subject)
  process.stderr.write = write
  const folders = [data, ...(await databaseFolders(place))]
  // What is there is found.
  assert.ok((await whereIs(place, Buffer.from('goc.test/record'), folders)).includes('public.identity'))
  assert.deepEqual(await whereIs(place, Buffer.from(CANARY), folders), [])
  assert.deepEqual(await whereIs(place, Buffer.from(key), folders), [])
  assert.ok(!printed.join('').includes(CANARY))
  assert.deepEqual(await objects(), [])
})

test('a process that dies between the key and the bytes leaves bytes that nobody can read, and they go too', async () => {
  const { store, files } = place
  const subject = 'petition/X'
  for (const i of [0, 1, 2]) await keepFile(store, files, { subject, i, stream: coming(pdf()) })
  const before = (await objects()).length
  const actor = another(`
    const remove = files.storage.remove
    let n = 0
    files.storage.remove = (key) => (n++ === 1 ? stop() : remove(key))
    await eraseFiles(store, files, ${JSON.stringify(subject)})`)
  await killedThere(actor)
  assert.equal((await objects()).length, before - 1)
  assert.deepEqual(await listFiles(store.db, subject), [])
  assert.equal(await openFile(store, files, { subject, i: 2 }), undefined)
  // The database notices the lost connection in its own time, and lets the rows go.
  for (let n = 0; n < 100 && (await objects()).length > before - 3; n++) {
    await sweepFiles(store, files)
    await sleep(50)
  }
  assert.equal((await objects()).length, before - 3)
})

test('a process that dies while it keeps a file leaves nothing once its time is over', async () => {
  const { store, files } = place
  const before = await objects()
  for (const where of [
    'const put = files.storage.put; files.storage.put = async (...all) => { await put(...all); await stop() }',
    'files.storage.put = () => stop()',
    'files.scanner = { scan: () => stop() }',
  ]) {
    const actor = another(`${where}
      await keepFile(store, files, { subject: 'petition/Y', i: 0, stream: coming(pdf()) })`)
    await killedThere(actor)
    const left = await objects()
    assert.ok(left.length > before.length)
    assert.deepEqual(await whereIs(place, Buffer.from(CANARY), [place.data]), [])
    // Not yet: it could still be at it.
    await sweepFiles(store, files)
    assert.deepEqual(await objects(), left)
    await sweepFiles(store, files, now() + 3_601)
    assert.deepEqual(await objects(), before)
  }
})

test('a file that took longer to keep than it may is not kept, and one that was erased meanwhile is not either', async () => {
  const { store, files } = place
  const { put } = files.storage
  const slowly = (meanwhile: () => Promise<unknown>) => ({
    ...files,
    storage: {
      ...files.storage,
      async put(...all: Parameters<typeof put>) {
        await put(...all)
        await meanwhile()
      },
    },
  })
  const keep = (meanwhile: () => Promise<unknown>) =>
    keepFile(store, slowly(meanwhile), { subject: 'petition/Z', i: 0, stream: coming(pdf()) })
  await assert.rejects(
    keep(() => sweepFiles(store, files, now() + 3_601)),
    /took too long/,
  )
  await assert.rejects(keep(() => eraseLetters(store.db, 'petition/Z')))
  assert.deepEqual(await listFiles(store.db, 'petition/Z'), [])
  await sweepFiles(store, files, now() + 3_601)
  assert.deepEqual(await objects(), [])
})

test('a file is kept or removed, and never both', async () => {
  const { store, files } = place
  const { put, remove } = files.storage
  let sweeping: Promise<unknown> | undefined
  const slow = { ...files.storage, remove: (key: string) => sleep(300).then(() => remove(key)) }
  // Its time is over in the moment that it is done.
  const late = {
    ...files,
    storage: {
      ...files.storage,
      async put(...all: Parameters<typeof put>) {
        await put(...all)
        sweeping = sweepFiles(store, { ...files, storage: slow }, now() + 3_601).catch(() => undefined)
        await sleep(100)
      },
    },
  }
  await keepFile(store, late, { subject: 'petition/L', i: 0, stream: coming(pdf()) }).catch(() => undefined)
  await sweeping
  assert.equal((await objects()).length, (await listFiles(store.db, 'petition/L')).length)
  await eraseFiles(store, files, 'petition/L')
})

test('what cannot be removed now is tried again later, and holds up nothing else', async () => {
  const { store, files } = place
  await keepFile(store, files, { subject: 'petition/S', i: 0, stream: coming(pdf()) })
  await keepFile(store, files, { subject: 'petition/S', i: 1, stream: coming(pdf()) })
  await eraseLetters(store.db, 'petition/S')
  let first = true
  const stubborn = {
    ...files,
    storage: {
      ...files.storage,
      async remove(key: string) {
        if (first) {
          first = false
          throw new Error('the storage is away')
        }
        await files.storage.remove(key)
      },
    },
  }
  assert.deepEqual(await sweepFiles(store, stubborn), { removed: 1, left: 1, trouble: 'the storage is away' })
  assert.deepEqual(await sweepFiles(store, files), { removed: 0, left: 0 })
  assert.deepEqual(await sweepFiles(store, files, now() + 400), { removed: 1, left: 0 })
  assert.deepEqual(await objects(), [])
})
