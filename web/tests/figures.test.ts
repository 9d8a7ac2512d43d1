/** The figures page: what its numbers open, and which of them it shows. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, describe, test } from 'node:test'
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

describe('every number that opens something', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  test('opens as many acts as it says', async () => {
    const front = await startFront({ port: 0, host: '127.0.0.1' })
    after(() => front.close())
    const links = /<a href="([^"]+liet-ke[^"]+)">([\d.]+)(?: trong [^<]+)?<\/a>/g
    const html = await (await fetch(new URL('/so-lieu?unit=99009&year=2025', front.url))).text()
    const opened = new Map<string, number>()
    for (const [, path, n] of html.matchAll(links)) {
      const url = new URL(path!.replaceAll('&amp;', '&'), front.url)
      const response = await fetch(url)
      assert.equal(response.status, 200, url.search)
      const rows = (await response.text()).match(/<li class="counted/g)?.length
      const feature = url.searchParams.get('feature')!
      // Those who came are many in one act, and a long list goes on on another page.
      if (feature !== 'dialogues.attendees' && Number(n) <= 25) assert.equal(rows, Number(n), url.search)
      opened.set(feature, Number(n))
    }
    for (const feature of ['communesWithDialogue', 'byMode.inPerson', 'minutesPublished'])
      assert.ok(opened.has(`dialogues.${feature}`), feature)
    for (const feature of ['resolvedOnTime', 'openOverdue', 'open', 'imported', 'byField.dat_dai.received'])
      assert.ok(opened.has(`opinions.${feature}`), feature)
  })
})
