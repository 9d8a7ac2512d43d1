import assert from 'node:assert/strict'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { findBarrier, unprivilegedAccount } from './account.ts'

const asRoot = { skip: process.getuid?.() !== 0 }

test('root lends PostgreSQL an account that is not root', asRoot, () => {
  assert.notEqual(unprivilegedAccount().uid, 0)
  assert.equal(unprivilegedAccount(undefined, 'nobody').name, 'nobody')
  assert.throws(
    () => unprivilegedAccount(undefined, 'no-such-one'),
    /^Error: GOC_PG_USER: there is no .* "no-such-one"$/,
  )
  assert.throws(() => unprivilegedAccount(undefined, 'root'), /GOC_PG_USER/)
})

test('a cluster stays with its owner', asRoot, () => {
  const cluster = mkdtempSync(path.join(os.tmpdir(), 'goc-test-'))
  const nobody = unprivilegedAccount(undefined, 'nobody')
  chownSync(cluster, nobody.uid!, nobody.gid!)
  assert.deepEqual(unprivilegedAccount(cluster, undefined), nobody)
  // an owner that PostgreSQL could not look up is none
  chownSync(cluster, 4242, 4242)
  assert.deepEqual(unprivilegedAccount(cluster), unprivilegedAccount())
  rmSync(cluster, { recursive: true })
})

test('folders closed to all are opened for passing, if they are ours or temporary', asRoot, () => {
  const account = unprivilegedAccount()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'goc-test-'))
  const inner = path.join(folder, 'data', 'postgres')
  mkdirSync(inner, { recursive: true })
  assert.equal(findBarrier(account, inner), undefined)
  assert.equal(statSync(folder).mode & 0o777, 0o710)
  assert.equal(statSync(folder).gid, account.gid)
  // a folder whose group has rights already is somebody's arrangement
  chmodSync(folder, 0o750)
  assert.equal(findBarrier({ ...account, uid: 4242, gid: 4242 }, inner), folder)
  rmSync(folder, { recursive: true })
})

test('a closed folder elsewhere is named and left as it is', asRoot, () => {
  const folder = mkdtempSync('/opt/goc-test-')
  const inner = path.join(folder, 'postgres')
  mkdirSync(inner)
  assert.equal(findBarrier(unprivilegedAccount(), inner), folder)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  // unless it is the data folder itself
  assert.equal(findBarrier(unprivilegedAccount(), inner, folder), undefined)
  rmSync(folder, { recursive: true })
})
