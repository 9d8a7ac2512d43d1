#!/usr/bin/env node
// Starts Gốc under Node 24. Plain JavaScript, so that an older Node can run it: npm brings the newer one along.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const needed = 24

if (Number(process.versions.node.split('.')[0]) >= needed) {
  const { start } = await import('./main.ts')
  await start(process.argv.slice(2))
} else {
  const node = findNode()
  if (node) rerun(node)
  else {
    console.error(
      `goc: needs Node ${needed} or newer, and this is ${process.version}: install it from https://nodejs.org`,
    )
    process.exitCode = 1
  }
}

/** The Node that npm installed beside us as an optional package for this platform. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
  try {
    const description = createRequire(path.join(root, 'package.json')).resolve(
      `node-${platform}-${process.arch}/package.json`,
    )
    const node = path.join(path.dirname(description), 'bin', platform === 'win' ? 'node.exe' : 'node')
    return existsSync(node) ? node : undefined
  } catch {
    return undefined
  }
}

/**
 * Becomes a mere stand-in for the same command under another Node. The child has a process group of its own, because a
 * terminal's Ctrl-C goes to all of a group and we pass it on as well: so it comes once, whoever sends it.
 */
function rerun(node) {
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    detached: process.platform !== 'win32',
    env: { ...process.env, GOC_STAND_IN: String(process.pid) },
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) {
    // npm may die without a word to us (see cli/parent.ts)
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
  }
  child.once('error', (error) => {
    console.error(`goc: ${node} does not run here (${error.message}): install Node ${needed} or newer`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    for (const each of signals) process.removeAllListeners(each)
    process.kill(process.pid, signal)
  })
}
