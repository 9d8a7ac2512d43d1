import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { toBase64url } from '@goc/record/bytes.ts'
import { commit, saltFor } from '@goc/record/commitment.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import fc from 'fast-check'
import { committing } from './commitment.ts'
import { NotSealedHere, PIECE, type Place, seal, sealedSize, unseal } from './seal.ts'
import { coming } from './testing/samples.ts'

// What was let go of and not collected yet would count as held.
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const place: Place = { subject: 'petition/0190', kind: 'file', i: 2 }
const key = randomBytes(32)

async function whole(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}
const sealed = (bytes: Uint8Array, at = place) => whole(seal(key, at, coming(bytes)))
const opened = (bytes: Uint8Array, { with: by = key, at = place } = {}) =>
  whole(unseal(by, at, coming(bytes)))

/** Salt and pieces of what was sealed. */
function cut(bytes: Buffer): Buffer[] {
  const parts = [bytes.subarray(0, 32)]
  for (let at = 32; at < bytes.length; at += PIECE + 16) parts.push(bytes.subarray(at, at + PIECE + 16))
  return parts
}

describe('a sealed file', () => {
  test('opens to the same bytes, whatever its length and however it comes', async () => {
    const near = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 17]
    const size = fc.oneof(fc.constantFrom(...near), fc.integer({ min: 0, max: 4 * PIECE }))
    await fc.assert(
      fc.asyncProperty(size, fc.integer({ min: 700, max: 200_000 }), async (length, part) => {
        const bytes = randomBytes(length)
        const box = await whole(seal(key, place, coming(bytes, part)))
        assert.equal(box.length, sealedSize(length))
        assert.deepEqual(await whole(unseal(key, place, coming(box, part))), bytes)
      }),
      { numRuns: 60 },
    )
  })

  test('does not open when any one bit is changed', async () => {
    const box = await sealed(randomBytes(PIECE + 500))
    await fc.assert(
      fc.asyncProperty(fc.nat(box.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(box)
        changed[at]! ^= 1 << bit
        await assert.rejects(opened(changed), NotSealedHere)
      }),
      { numRuns: 100 },
    )
  })

  test('does not open when it was cut off, also between pieces, or when something follows', async () => {
    const box = await sealed(randomBytes(3 * PIECE))
    for (const length of [0, 10, 32, 33, 47, 48, 32 + PIECE + 16, 32 + 2 * (PIECE + 16), box.length - 1])
      await assert.rejects(opened(box.subarray(0, length)), NotSealedHere, String(length))
    await assert.rejects(opened(Buffer.concat([box, box.subarray(-16)])), NotSealedHere)
    await assert.rejects(opened(Buffer.concat([box, Buffer.alloc(1)])), NotSealedHere)
  })

  test('does not open when pieces change places, are repeated, left out, or come from another file', async () => {
    const parts = cut(await sealed(randomBytes(3 * PIECE + 5)))
    const other = cut(await sealed(randomBytes(3 * PIECE + 5)))
    const [salt, a, b, c, d] = parts as [Buffer, Buffer, Buffer, Buffer, Buffer]
    const wrong = {
      swapped: [salt, b, a, c, d],
      repeated: [salt, a, a, b, c, d],
      leftOut: [salt, a, c, d],
      lastTwice: [salt, a, b, c, d, d],
      fromAnother: [salt, a, other[2]!, c, d],
      saltOfAnother: [other[0]!, a, b, c, d],
    }
    for (const [name, order] of Object.entries(wrong))
      await assert.rejects(opened(Buffer.concat(order)), NotSealedHere, name)
    assert.equal((await opened(Buffer.concat([salt, a, b, c, d]))).length, 3 * PIECE + 5)
  })

  test('opens only with its key, in its case, as what it is and under its number', async () => {
    const box = await sealed(randomBytes(100))
    await assert.rejects(opened(box, { with: randomBytes(32) }), NotSealedHere)
    for (const at of [
      { ...place, subject: 'petition/0191' },
      { ...place, kind: 'preview' as const },
      { ...place, i: 3 },
    ])
      await assert.rejects(opened(box, { at }), NotSealedHere)
  })

  test('of any size takes no more memory than a few pieces', async () => {
    const block = randomBytes(1 << 20)
    async function* large() {
      for (let n = 0; n < 96; n++) yield block
    }
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    let length = 0
    for await (const part of unseal(key, place, seal(key, place, large()))) {
      length += part.length
      if (length % (1 << 24) < PIECE) {
        collectGarbage()
        most = Math.max(most, process.memoryUsage().arrayBuffers - before)
      }
    }
    assert.equal(length, 96 << 20)
    assert.ok(most < 32 << 20, `${most >> 20} MiB`)
  })
})

test('the commitment to a stream is the record’s commitment to its bytes', async () => {
  const bytes = randomBytes(300_000)
  const passed = committing(key, 3)
  assert.deepEqual(await whole(passed.passing(coming(bytes))), bytes)
  const whatItIs = commit(sha256, { kind: 'file', salt: saltFor(sha256, key, 'file', 3), bytes })
  assert.equal(passed.commitment(), toBase64url(whatItIs))
})
