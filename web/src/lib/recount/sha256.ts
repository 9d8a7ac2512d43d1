/**
 * SHA-256 (FIPS 180-4), because neither WebCrypto (a promise a hash) nor this build of libsodium (SHA-512 only)
 * serves trees. One schedule is reused, so nothing but the result is allocated. Tried against node:crypto.
 */

const K = Uint32Array.from(constants(64, 1 / 3))
const START = Uint32Array.from(constants(8, 1 / 2))

/** The first 32 bits of the fractions of roots of the first primes, found exactly with whole numbers. */
function constants(count: number, power: number): number[] {
  const found: number[] = []
  const degree = power === 1 / 2 ? 2n : 3n
  for (let n = 2; found.length < count; n++) {
    let prime = true
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false
    if (prime) found.push(Number(rootOf(BigInt(n) << (32n * degree), degree) & 0xffffffffn))
  }
  return found
}

/** The whole part of the root of `value`. */
function rootOf(value: bigint, degree: bigint): bigint {
  let low = 0n
  let high = 1n << 40n
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** degree <= value) low = middle
    else high = middle - 1n
  }
  return low
}

const W = new Uint32Array(64)
const state = new Uint32Array(8)
const tail = new Uint8Array(128)

function block(bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++, at += 4) {
    W[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
  }
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15]!
    const y = W[i - 2]!
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    W[i] = (W[i - 16]! + s0 + W[i - 7]! + s1) | 0
  }
  let a = state[0]! | 0
  let b = state[1]! | 0
  let c = state[2]! | 0
  let d = state[3]! | 0
  let e = state[4]! | 0
  let f = state[5]! | 0
  let g = state[6]! | 0
  let h = state[7]! | 0
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0]! += a
  state[1]! += b
  state[2]! += c
  state[3]! += d
  state[4]! += e
  state[5]! += f
  state[6]! += g
  state[7]! += h
}

export function sha256(bytes: Uint8Array): Uint8Array {
  state.set(START)
  const whole = bytes.length - (bytes.length % 64)
  for (let at = 0; at < whole; at += 64) block(bytes, at)

  const rest = bytes.length - whole
  tail.fill(0)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  const end = rest < 56 ? 64 : 128
  const view = new DataView(tail.buffer)
  view.setUint32(end - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(end - 4, (bytes.length << 3) >>> 0)
  block(tail, 0)
  if (end === 128) block(tail, 64)

  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  for (let i = 0; i < 8; i++) out.setUint32(i * 4, state[i]!)
  return digest
}
