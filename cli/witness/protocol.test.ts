/** The witness as anyone meets it: real requests, a real process, a kill in between. */

import assert from 'node:assert/strict'
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { utf8 } from '@goc/record/bytes.ts'
import { openCheckpoint, parseCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyCosignature } from '@goc/record/cosignature.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { openNote, parseNote, parseVkey, withSignatures } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { formatAddCheckpoint, parseCosignatures } from '@goc/record/witness.ts'
import { keyOf } from './key.ts'
import { startWitness } from './server.ts'
import { hashOfOrigin } from './state.ts'
import { aLog, asProcess, endWitnesses, folder, inProcess, post, servers } from './testing.ts'

after(endWitnesses)

test('every answer of the table', async () => {
  const log = aLog('log.example/table')
  const { url, vkey } = await inProcess('table', [log.vkey])
  const own = parseVkey(sha256, vkey)
  const status = async (body: string | Uint8Array<ArrayBuffer>) => (await post(url, body)).status

  // 400: no such request, no UTF-8, old beyond the size, more hashes than any proof has.
  assert.equal(await status(''), 400)
  assert.equal(await status('old 0\nno hash\n\nx\n1\n'), 400)
  assert.equal(await status(new Uint8Array([...utf8('old 0\n\n'), 0xff, 0xfe])), 400)
  assert.equal(await status((await log.ask(0, 3)).replace('old 0', 'old 00')), 400)
  assert.equal(await status(formatAddCheckpoint({ old: 4, proof: [], note: log.noteOf(3) })), 400)
  const hash = `${Buffer.alloc(32).toString('base64')}\n`
  assert.equal(await status(`old 1\n${hash.repeat(64)}\n${log.noteOf(3)}`), 400)
  // 403: unsigned by its log, and signed wrongly.
  const other = aLog('log.example/table', '', new Uint8Array(32).fill(8))
  assert.equal(await status(await other.ask(0, 3)), 403)
  const forged = parseNote(log.noteOf(3)).signatures[0]!
  forged.bytes[5]! ^= 1
  assert.equal(
    await status(formatAddCheckpoint({ old: 0, proof: [], note: withSignatures(log.noteOf(3), [forged]) })),
    403,
  )
  // 404: another log.
  assert.equal(await status(await aLog('log.example/other').ask(0, 3)), 404)
  assert.equal((await fetch(url + log.path)).status, 404)
  // 422: a proof where none belongs, no entries with a root, then 200.
  assert.equal(
    await status(formatAddCheckpoint({ old: 0, proof: [new Uint8Array(32)], note: log.noteOf(3) })),
    422,
  )
  assert.equal(
    await status(formatAddCheckpoint({ old: 0, proof: [], note: log.noteOf(0, new Uint8Array(32)) })),
    422,
  )
  const first = await post(url, await log.ask(0, 3))
  assert.equal(first.status, 200)
  const [line, ...more] = parseCosignatures(first.body)
  assert.equal(more.length, 0)
  assert.ok(verifyCosignature(parseNote(log.noteOf(3)).text, line!, own, verifyEd25519).valid)
  // 409 says the size, in its own type.
  const conflict = await post(url, await log.ask(0, 5))
  assert.deepEqual([conflict.status, conflict.body, conflict.type], [409, '3\n', 'text/x.tlog.size'])
  // 422: wrong proof, the same size with another root, another history that has grown.
  assert.equal(
    await status(
      (await log.ask(3, 5)).replace(/\n[^\n]{44}\n/, `\n${Buffer.alloc(32).toString('base64')}\n`),
    ),
    422,
  )
  const fork = aLog('log.example/table', 'another ')
  assert.equal(await status(await fork.ask(3, 3)), 422)
  assert.equal(await status(await fork.ask(3, 300)), 422)
  // 200: the same again, and growth.
  assert.equal(await status(await log.ask(3, 3)), 200)
  assert.equal(await status(await log.ask(3, 300)), 200)
  assert.equal((await post(url, await log.ask(299, 301))).body, '300\n')
  assert.equal(await status('x'.repeat(150_000)), 413)

  const monitored = await (await fetch(url + log.path)).text()
  const { signatures } = openNote(monitored, [parseVkey(sha256, log.vkey), own], verifyEd25519)
  assert.equal(signatures.length, 2)
  assert.equal(parseCheckpoint(parseNote(monitored).text).size, 300)
  assert.match(await (await fetch(`${url}/`)).text(), /^table\+.*\nwitnesses\nlog\.example\/table 300\n$/)
  assert.equal((await fetch(`${url}/add-checkpoint`)).status, 405)
  assert.equal((await fetch(`${url}/`, { method: 'DELETE' })).status, 405)
})

test('lines of others, and one forged in its own name, are not kept', async () => {
  const log = aLog('log.example/lines')
  const { url, signer, vkey, options, witness } = await inProcess('lines', [log.vkey])
  const own = { name: signer.name, id: signer.id, bytes: new Uint8Array(72).fill(1) }
  const stranger = { name: 'stranger', id: '00112233', bytes: new Uint8Array(72).fill(2) }
  const note = withSignatures(log.noteOf(4), [own, stranger])
  assert.equal((await post(url, formatAddCheckpoint({ old: 0, proof: [], note }))).status, 200)
  const kept = await (await fetch(url + log.path)).text()
  assert.deepEqual(
    parseNote(kept).signatures.map(({ name }) => name),
    [log.origin, signer.name],
  )
  // It can read its own state again, which a forged line in its name would prevent.
  await witness.close()
  const again = await startWitness({ host: '127.0.0.1', port: 0 }, options)
  servers.push(again)
  assert.equal(again.seen(log.origin), 4)
  assert.ok(openNote(kept, [parseVkey(sha256, vkey)], verifyEd25519))
})

test('of contradicting requests at once one wins, and the witness is never rolled back', async () => {
  const log = aLog('log.example/race')
  const { url, witness } = await inProcess('race', [log.vkey])
  const tales = Array.from({ length: 20 }, (_, i) => aLog('log.example/race', `tale ${i} `))
  // Twenty histories of three sizes, all wanting to be the first.
  const firsts = await Promise.all(tales.map(async (tale, i) => post(url, await tale.ask(0, 3 + (i % 3)))))
  assert.equal(firsts.filter(({ status }) => status === 200).length, 1)
  assert.ok(firsts.every(({ status }) => status === 200 || status === 409))
  const won = firsts.findIndex(({ status }) => status === 200)
  const winner = tales[won]!
  let size = 3 + (won % 3)

  // Growing and staying the same at once, each from a size that was right when it was asked.
  const seen: number[] = []
  for (let round = 0; round < 15; round++) {
    const asked = [size + 1, size + 2, size, size + 5, size]
    const answers = await Promise.all(asked.map(async (to) => post(url, await winner.ask(size, to))))
    for (const [i, { status, body }] of answers.entries()) {
      if (status === 409) seen.push(Number(body))
      else assert.equal(status, 200, `${asked[i]}: ${body}`)
    }
    const now = parseCheckpoint(parseNote(await (await fetch(url + winner.path)).text()).text)
    assert.ok(now.size > size)
    assert.deepEqual(now.root, winner.treeOf(now.size).root)
    // Only one can have grown from that size: whoever grew later would have had to start from the new one.
    assert.equal(answers.filter(({ status }, i) => status === 200 && asked[i]! > size).length, 1)
    size = now.size
    assert.equal(witness.seen(log.origin), size)
  }
  assert.ok(seen.length > 0)
})

test('a process that is killed remembers what it cosigned, and nobody shares its state', {
  timeout: 50_000,
}, async () => {
  const log = aLog('log.example/killed')
  const key = join(folder, 'killed', 'key')
  const words = ['--key', key, '--name', 'witness.example/killed', '--log', log.vkey]
  let old = 0
  let vkey = ''
  for (let size = 1; size <= 4; size++) {
    const witness = await asProcess(...words)
    vkey ||= witness.vkey
    assert.equal(witness.vkey, vkey)
    if (old > 0) {
      const forgotten = await post(witness.url, await log.ask(0, size))
      assert.deepEqual([forgotten.status, forgotten.body], [409, `${old}\n`])
    }
    assert.equal((await post(witness.url, await log.ask(old, size))).status, 200)
    witness.child.kill('SIGKILL')
    await witness.ended
    old = size
  }
  assert.equal((await stat(key)).mode & 0o777, 0o600)
  assert.match(await readFile(key, 'utf8'), /^PRIVATE\+KEY\+witness\.example\/killed\+/)

  const witness = await asProcess(...words)
  const kept = await (await fetch(witness.url + log.path)).text()
  assert.equal(openCheckpoint(kept, log.vkey, { sha256, verify: verifyEd25519 }).size, 4)
  const second = await (await asProcess(...words)).ended
  assert.equal(second.code, 1)
  assert.match(second.err, /another process/)
  witness.child.kill('SIGTERM')
  assert.equal((await witness.ended).code, 0)

  const renamed = await (await asProcess('--key', key, '--name', 'other', '--log', log.vkey)).ended
  assert.equal(renamed.code, 2)
  await chmod(key, 0o644)
  const open = await (await asProcess(...words)).ended
  assert.equal(open.code, 1)
  assert.match(open.err, /chmod 600/)
})

test('killed in the middle of its work, it has kept at least what it answered', {
  timeout: 60_000,
}, async () => {
  const log = aLog('log.example/midway')
  const words = ['--key', join(folder, 'midway', 'key'), '--name', 'midway', '--log', log.vkey]
  let answered = 0
  let asked = 0
  for (let round = 0; round < 4; round++) {
    const witness = await asProcess(...words)
    const { status, body } = await post(witness.url, await log.ask(0, asked + 1))
    // What it signs is kept before anyone sees it, so it may be ahead of what was answered, and never behind.
    if (status === 409) assert.ok(Number(body) >= answered && Number(body) <= asked, `${body} of ${answered}`)
    else assert.equal(answered, 0)
    let size = status === 409 ? Number(body) : asked + 1
    const killed = sleep(20 + 60 * round).then(() => witness.child.kill('SIGKILL'))
    for (;;) {
      asked = Math.max(asked, size + 1)
      const answer = await post(witness.url, await log.ask(size, size + 1)).catch(() => undefined)
      if (!answer) break
      assert.equal(answer.status, 200, answer.body)
      answered = ++size
    }
    await killed
    await witness.ended
  }
  assert.ok(answered > 4)
})

test('a state that it did not sign is not gone on from', async () => {
  const log = aLog('log.example/damaged')
  const { url, options, witness } = await inProcess('damaged', [log.vkey])
  assert.equal((await post(url, await log.ask(0, 9))).status, 200)
  await witness.close()
  const path = join(options.folder, `${hashOfOrigin(log.origin)}.checkpoint`)
  const kept = await readFile(path, 'utf8')
  // An older size under the newer signature; and the log's line alone.
  for (const damaged of [kept.replace('\n9\n', '\n8\n'), log.noteOf(9), '']) {
    await writeFile(path, damaged)
    await assert.rejects(startWitness({ host: '127.0.0.1', port: 0 }, options), /is not what this witness/)
  }
})

test('a witness that cannot keep what it signs says nothing, and nothing more', async () => {
  const log = aLog('log.example/full')
  const { url, options, witness, lines } = await inProcess('full', [log.vkey])
  assert.equal((await post(url, await log.ask(0, 2))).status, 200)
  await rm(options.folder, { recursive: true })
  const answer = await post(url, await log.ask(2, 3))
  assert.equal(answer.status, 500)
  assert.doesNotMatch(answer.body, /—|ENOENT|at /)
  assert.match((await witness.failed).message, /ENOENT/)
  assert.equal((await post(url, await log.ask(2, 2))).status, 500)
  assert.equal(witness.seen(log.origin), 2)
  assert.ok(lines.length > 0)
})

test('what it is called with is checked', async () => {
  const log = aLog('log.example/usage')
  const key = join(folder, 'usage-key')
  const witnessKey = keyOf('w', new Uint8Array(32).fill(1)).vkey
  for (const words of [
    ['--log', log.vkey],
    ['--key', key],
    ['--key', key, '--log', 'nonsense'],
    ['--key', key, '--log', witnessKey],
    ['--key', key, '--log', log.vkey, '--name', 'two words'],
    ['--key', key, '--log', log.vkey, '--listen', 'nowhere'],
  ]) {
    const { code, err } = await (await asProcess(...words)).ended
    assert.equal(code, 2, words.join(' '))
    assert.match(err, /^goc: --/)
  }
})
