/** Figures of petitions stand on the page as soon as there are any. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, test } from 'node:test'
import { startFront } from '../server/front.ts'
import { fixture } from '../src/lib/server/fixture.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))

async function figuresPage(petitions: Record<string, number>): Promise<string> {
  const few = fixture()
  const claim = async (of: Parameters<typeof few.claim>[0]) => {
    const honest = await few.claim(of)
    return honest && { ...honest, petitions: { ...honest.petitions, ...petitions } }
  }
  const front = await startFront({ port: 0, host: '127.0.0.1', store: { ...few, claim } })
  try {
    const response = await fetch(new URL('/so-lieu?unit=99009&year=2025', front.url))
    return await response.text()
  } finally {
    await front.close()
  }
}

describe('figures of petitions', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  test('each opens its list', async () => {
    const page = await figuresPage({ received: 41, answeredLate: 7 })
    assert.match(page, /<h2>Phản ánh, kiến nghị<\/h2>/)
    assert.match(page, /feature=petitions\.received">41<\/a>/)
    assert.match(page, /feature=petitions\.answeredLate">7<\/a>/)
  })

  test('are not there before the first petition', async () => {
    assert.doesNotMatch(await figuresPage({}), /petitions\.|<h2>Phản ánh, kiến nghị/)
  })
})
