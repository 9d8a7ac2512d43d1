import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { temporaryFolder } from '@goc/store/testing/folder.ts'

/** A copy of the launcher with commands of its own, in a project folder of its own. */
const { folder, remove } = temporaryFolder()
const root = path.resolve(import.meta.dirname, '..')
const launcher = path.join(folder, 'cli', 'goc.mjs')

const commands: Record<string, string> = {
  greet: `import { parseArgs } from 'node:util'
    export const summary = 'says hello'
    export const usage = 'goc greet [--loud]'
    export async function run(args) {
      const { values } = parseArgs({ args, options: { loud: { type: 'boolean' } } })
      console.log(values.loud ? 'HELLO' : 'hello')
      return 0
    }`,
  'import/year': `import { UsageError } from '../../usage-error.ts'
    export const summary = 'imports a year'
    export const usage = 'goc import year DIR'
    export async function run([dir]) {
      if (!dir) throw new UsageError('import year: which DIR?')
      return dir === 'bad' ? 1 : 0
    }`,
  fail: `export const summary = 'fails'
    export const usage = 'goc fail'
    export async function run() { throw new Error('it broke', { cause: new Error('the disk\\nis full') }) }`,
  wait: `export const summary = 'waits for signals'
    export const usage = 'goc wait'
    export async function run() {
      for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => console.log(signal))
      process.on('SIGHUP', () => process.exit(7))
      console.log(process.pid, process.versions.node.split('.')[0])
      await new Promise((resolve) => setTimeout(resolve, 20_000))
      return 0
    }`,
  flood: `export const summary = 'prints much'
    export const usage = 'goc flood'
    export async function run() { process.stdout.write('x'.repeat(3_000_000) + 'end'); return 0 }`,
}

before(() => {
  mkdirSync(path.join(folder, 'cli'))
  for (const name of ['goc.mjs', 'main.ts', 'commands.ts', 'parent.ts', 'usage-error.ts']) {
    cpSync(path.join(root, 'cli', name), path.join(folder, 'cli', name))
  }
  for (const [name, text] of Object.entries({ package: '', ...commands })) {
    const file =
      name === 'package' ? path.join(folder, 'package.json') : path.join(folder, 'cli/commands', `${name}.ts`)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text || '{"type":"module"}')
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
})
after(remove)

/** An older Node on this machine, to try the way it takes; there may be none. */
const older = process.env
  .PATH!.split(path.delimiter)
  .map((place) => path.join(place, 'node'))
  .find((node) => existsSync(node) && majorOf(node) < 24)

function majorOf(node: string): number {
  return Number(spawnSync(node, ['-p', 'parseInt(process.versions.node)'], { encoding: 'utf8' }).stdout)
}

const nodes = [
  { name: 'this Node', node: process.execPath, skip: false },
  { name: 'an older Node', node: older ?? '', skip: older === undefined },
]

function start(node: string, args: string[], env = {}) {
  const child = spawn(node, [launcher, ...args], { env: { ...process.env, npm_lifecycle_event: '', ...env } })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...said }))
  /** resolves when that has been printed */
  const heard = async (text: string | RegExp) => {
    for (; !said.out.match(text); ) await sleep(10)
    return said.out.match(text)!
  }
  return { child, said, ended, heard }
}

for (const { name, node, skip } of nodes) {
  const goc = (...args: string[]) => start(node, args).ended

  test(`${name}: help goes to stdout and is no failure`, { skip }, async () => {
    for (const args of [[], ['--help'], ['-h']]) {
      const { code, out, err } = await goc(...args)
      assert.deepEqual([code, err], [0, ''])
      assert.match(out, /goc greet +says hello\n/)
      assert.match(out, /goc import year +imports a year\n/)
    }
    assert.deepEqual(await goc('greet', '--help'), {
      code: 0,
      signal: null,
      out: 'goc greet [--loud]\n',
      err: '',
    })
    assert.equal((await goc('import', 'year', '--help')).out, 'goc import year DIR\n')
    assert.match((await goc('import', '--help')).out, /goc import year/)
  })

  test(`${name}: commands run with what follows their name`, { skip }, async () => {
    assert.deepEqual(await goc('greet', '--loud'), { code: 0, signal: null, out: 'HELLO\n', err: '' })
    assert.equal((await goc('import', 'year', 'good')).code, 0)
    assert.equal((await goc('import', 'year', 'bad')).code, 1)
  })

  test(`${name}: bad usage is said on stderr and ends with 2`, { skip }, async () => {
    for (const args of [
      ['no-such'],
      ['--no-such'],
      ['greet', '--no-such'],
      ['import'],
      ['import', 'year'],
      ['import', 'x'],
    ]) {
      const { code, out, err } = await goc(...args)
      assert.deepEqual([code, out], [2, ''], args.join(' '))
      assert.match(err, /^goc: ./)
    }
  })

  test(`${name}: a failure is one line with its causes, and ends with 1`, { skip }, async () => {
    const { code, out, err } = await goc('fail')
    assert.deepEqual([code, out, err], [1, '', 'goc: it broke: the disk is full\n'])
    assert.match((await start(node, ['fail'], { GOC_DEBUG: '1' }).ended).err, /at .*run/)
  })

  test(`${name}: all output arrives, and a closed pipe is no failure`, { skip }, async () => {
    assert.match((await goc('flood')).out, /xend$/)
    const { child, ended } = start(node, ['flood'])
    child.stdout.destroy()
    assert.deepEqual([(await ended).code, (await ended).err], [0, ''])
  })

  test(`${name}: a signal comes once; the exit code and the last signal go out`, { skip }, async () => {
    const { child, heard, said, ended } = start(node, ['wait'])
    const [, pid, major] = await heard(/^(\d+) (\d+)\n/)
    assert.ok(Number(major) >= 24)
    child.kill('SIGINT')
    await heard('SIGINT')
    child.kill('SIGTERM')
    await heard('SIGTERM')
    await sleep(100)
    assert.equal(said.out, `${pid} ${major}\nSIGINT\nSIGTERM\n`)
    child.kill('SIGHUP')
    assert.equal((await ended).code, 7)

    const killed = start(node, ['wait'])
    process.kill(Number((await killed.heard(/^(\d+) /))[1]), 'SIGKILL')
    assert.equal((await killed.ended).signal, 'SIGKILL')
  })

  test(`${name}: when npm's shell is killed, the command is asked to end`, { skip }, async () => {
    const script = '"$0" "$1" wait & wait'
    const env = { ...process.env, npm_lifecycle_event: 'start' }
    const shell = spawn('/bin/sh', ['-c', script, node, launcher], { env })
    let out = ''
    shell.stdout.on('data', (chunk) => {
      out += chunk
    })
    while (!/^\d+ /.test(out)) await sleep(10)
    shell.kill('SIGKILL')
    while (!out.includes('SIGTERM')) await sleep(10)
    process.kill(Number(out.split(' ')[0]), 'SIGHUP')
    await once(shell, 'close')
  })
}

test('the stand-in of an older Node is killed: the command is asked to end', { skip: !older }, async () => {
  const { child, heard } = start(older!, ['wait'])
  const [, pid] = await heard(/^(\d+) /)
  child.kill('SIGKILL')
  await heard('SIGTERM')
  process.kill(Number(pid), 'SIGHUP')
})
