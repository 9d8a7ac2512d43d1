import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startEmbedded } from './embedded/server.ts'
import { crashRepeatedly, lookAt } from './testing/crash.ts'
import { testDatabase } from './testing.ts'

const kills = Number(process.env.GOC_CRASHES ?? 25)

test('the process is killed again and again: nothing acknowledged is lost, and there is one record', {
  timeout: 230_000,
}, async () => {
  const database = await testDatabase()
  const data = await mkdtemp(join(tmpdir(), 'goc-crash-'))
  try {
    const acknowledged = await crashRepeatedly({ data, where: database.url, kills })
    assert.ok(
      acknowledged.size > kills,
      `only ${acknowledged.size} acts were acknowledged: the test tried nothing`,
    )
    assert.deepEqual(await lookAt({ data, url: database.url }, acknowledged), [])
  } finally {
    await database.drop()
    await rm(data, { recursive: true, force: true })
  }
})

test('PostgreSQL is killed too, under the process and with it', { timeout: 230_000 }, async () => {
  const data = await mkdtemp(join(tmpdir(), 'goc-crash-'))
  await chmod(data, 0o755)
  const postmaster = async () => {
    const text = await readFile(join(data, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').catch(() => '')
    return Number(text.split('\n')[0]) || undefined
  }
  try {
    const acknowledged = await crashRepeatedly(
      { data, where: 'embedded', kills: Math.ceil(kills / 3) },
      postmaster,
    )
    assert.ok(
      acknowledged.size > kills / 3,
      `only ${acknowledged.size} acts were acknowledged: the test tried nothing`,
    )
    const server = await startEmbedded(join(data, 'postgres'))
    try {
      assert.deepEqual(await lookAt({ data, url: server.url }, acknowledged), [])
    } finally {
      await server.stop()
    }
  } finally {
    await rm(data, { recursive: true, force: true })
  }
})
