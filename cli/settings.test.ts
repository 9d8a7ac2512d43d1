import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { placeOf, serveSettings } from './settings.ts'

const root = path.resolve(import.meta.dirname, '..')

test('without anything said', () => {
  assert.deepEqual(serveSettings([], {}), {
    data: path.join(root, 'data'),
    port: 3000,
    host: '127.0.0.1',
    origin: 'http://localhost:3000',
    demo: true,
    dev: false,
  })
})

test('an option goes before the environment', () => {
  const env = {
    GOC_PORT: '1',
    GOC_HOST: '0.0.0.0',
    GOC_DATA: '/a',
    GOC_ORIGIN: 'https://goc.example.vn',
    DATABASE_URL: 'postgres://x/y',
  }
  const expected = {
    data: '/a',
    databaseUrl: 'postgres://x/y',
    port: 1,
    host: '0.0.0.0',
    origin: 'https://goc.example.vn',
    demo: true,
    dev: false,
  }
  assert.deepEqual(serveSettings([], env), expected)
  const argv = ['--port', '8080', '--host', '::1', '--data', '/b', '--no-demo']
  assert.deepEqual(serveSettings(argv, env), {
    ...expected,
    data: '/b',
    port: 8080,
    host: '::1',
    demo: false,
  })
  assert.equal(placeOf({ data: '/c' }, env).data, '/c')
})

test('a fault is one line that names the setting, and repeats no password', () => {
  const faults: [string[], Record<string, string>, RegExp][] = [
    [['--port', 'x'], {}, /^--port: "x" is no port/],
    [[], { GOC_PORT: '70000' }, /^GOC_PORT: "70000" is no port/],
    [[], { GOC_HOST: 'a b' }, /^GOC_HOST: /],
    [['--host', ''], {}, /^--host: /],
    [['--data', ''], {}, /^--data: /],
    [[], { GOC_ORIGIN: 'goc.example.vn' }, /^GOC_ORIGIN: /],
    [[], { GOC_ORIGIN: 'https://goc.example.vn/path' }, /^GOC_ORIGIN: /],
    [[], { DATABASE_URL: 'mysql://me:secret@host/db' }, /^DATABASE_URL: (?!.*secret)/],
    [['--prot', '1'], {}, /--prot/],
  ]
  for (const [argv, env, message] of faults) assert.throws(() => serveSettings(argv, env), { message })
})
