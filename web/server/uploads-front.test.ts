/** The front door lets files in, and keeps its headers on them. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { testPlace } from '@goc/store/files/testing/place.ts'
import { pdf } from '@goc/store/files/testing/samples.ts'
import { newUploadToken } from '@goc/store/files/token.ts'
import { listUploads } from '@goc/store/files/uploads.ts'
import { startFront } from './front.ts'
import { serveUploads } from './uploads.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))

test('a file goes in by the front door', { skip: isBuilt ? false : 'web/build is missing' }, async () => {
  const place = await testPlace()
  const uploads = serveUploads(place.store, place.files)
  const front = await startFront({ port: 0, host: '127.0.0.1', uploads })
  try {
    const token = newUploadToken(place.master)
    const body = new FormData()
    body.set('token', token)
    body.set('back', '/gui')
    body.set('file', new Blob([new Uint8Array(pdf())]), 'a.pdf')
    const sent = await fetch(new URL('tep', front.url), { method: 'POST', body, redirect: 'manual' })
    assert.deepEqual([sent.status, sent.headers.get('x-content-type-options')], [303, 'nosniff'])
    assert.equal((await listUploads(place.store, place.files, token))[0]?.state, 'kept')
    assert.equal((await fetch(new URL('tepid', front.url))).status, 404)
  } finally {
    await front.close()
    await place.close()
  }
})
