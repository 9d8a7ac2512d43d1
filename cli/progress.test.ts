import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showProgress } from './progress.ts'

function screen(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, columns: 60, written, write: (text: string) => written.push(text) > 0 }
}

test('a bar that fits the terminal', () => {
  const output = screen(true)
  let time = 0
  const progress = showProgress('acts', output, () => time)
  progress.at(0, 2000)
  progress.at(500, 2000) // too soon to draw again
  time = 150
  progress.at(1000, 2000)
  progress.end()
  assert.equal(output.written.length, 3)
  assert.match(output.written[1]!, /acts 1,000 \/ 2,000 \(50%\) \[#+ +\]$/)
  assert.ok(output.written.every((line) => line.trim().length < 68))
})

test('elsewhere a line every few seconds, and the last', () => {
  const output = screen(false)
  let time = 0
  const progress = showProgress('acts', output, () => time)
  for (let done = 0; done <= 100; done++, time += 100) progress.at(done, 100)
  progress.end()
  assert.deepEqual(output.written, ['acts 50 / 100 (50%)\n', 'acts 100 / 100 (100%)\n'])
})
