import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { csv } from '../testing/csv.ts'
import { foldedName, nameKey } from './names.ts'

const shared = new URL('../../../shared/data/', import.meta.url)
const cases = new URL('vietnamese-cases.json', shared)
const communes = new URL('units/communes.csv', shared)
const wards = new URL('units/old_to_new_wards.csv', shared)
const absent = (...files: URL[]) =>
  files.every((file) => existsSync(file)) ? false : 'no data beside the repository'

type Case = {
  id: string
  input?: string
  inputs?: string[]
  words?: string[]
  word?: string
  nfc?: string
  nfd?: string
  old_style?: string
  new_style?: string
  a?: string
  b?: string
  expect: never
}
const section = (name: string): Case[] => JSON.parse(readFileSync(cases, 'utf8'))[name]

test('one name, however it is typed', () => {
  const same = [
    ['xã Hòa Bình', 'xã Hoà Bình', 'Xã  HÒA\u00a0BÌNH ', 'xã Hòa Bình'.normalize('NFD'), 'xã\tHòa\nBình'],
    ['Bà Rịa - Vũng Tàu', 'Bà Rịa – Vũng Tàu', 'Bà Rịa — Vũng Tàu', 'bà rịa ‑ vũng tàu'],
    ['Nguyễn\u200b Huệ', 'Nguyễn Huệ', '\ufeffNguyễn Huệ', 'Nguyễn\u00ad Huệ'],
  ]
  for (const names of same) assert.equal(new Set(names.map(nameKey)).size, 1, names[0])
})

test('names that differ in a mark stay different', () => {
  for (const [a, b] of [
    ['Mỹ Lộc', 'Mĩ Lộc'],
    ['Hòa', 'Hóa'],
    ['Hòa', 'Hoa'],
    ['Đông', 'Dông'],
    ['Thạnh', 'Thanh'],
  ]) {
    assert.notEqual(nameKey(a!), nameKey(b!))
  }
})

test('after q the u is no vowel that could bear the mark', () => {
  assert.equal(nameKey('Quý'), 'quý')
  assert.equal(nameKey('qúy'), 'qúy')
})

test('folded: what a hurried search types', () => {
  assert.equal(foldedName(' Xã  Đông\tSơn'), 'xa dong son')
  assert.equal(foldedName('Thuỷ Nguyên'), foldedName('thủy nguyên'))
})

test('both placements of the tone mark', { skip: absent(cases) }, () => {
  const all = section('tone_placement')
  assert.ok(all.length > 20)
  for (const { id, old_style, new_style } of all) {
    assert.notEqual(old_style!.normalize('NFC'), new_style!.normalize('NFC'), id)
    for (const form of ['NFC', 'NFD'] as const) {
      assert.equal(nameKey(old_style!.normalize(form)), nameKey(new_style!.normalize('NFC')), id)
    }
  }
})

test('syllables whose tone mark has one place only are left alone', { skip: absent(cases) }, () => {
  for (const { id, word } of section('tone_placement_unchanged')) {
    assert.equal(nameKey(word!), word!.normalize('NFC').toLowerCase(), id)
    assert.equal(nameKey(word!.normalize('NFD')), nameKey(word!), id)
  }
})

test('composed and decomposed', { skip: absent(cases) }, () => {
  for (const { id, nfc, nfd, inputs } of section('normalisation')) {
    if (nfc && nfd) assert.equal(nameKey(nfc), nameKey(nfd), id)
    if (inputs) assert.equal(new Set(inputs.map(nameKey)).size, 1, id)
    assert.ok(
      [nfc, nfd, ...(inputs ?? [])].every(
        (name) => !name || nameKey(name) === nameKey(name).normalize('NFC'),
      ),
    )
  }
})

test('folding, and what it merges', { skip: absent(cases) }, () => {
  for (const { id, input, expect } of section('fold')) assert.equal(foldedName(input!), expect, id)
  for (const { id, words } of section('fold_pairs_must_differ')) {
    assert.equal(new Set(words!.map(foldedName)).size, 1, id)
    assert.equal(new Set(words!.map(nameKey)).size, words!.length, id)
  }
  for (const { id, a, b } of section('i_y')) assert.notEqual(nameKey(a!), nameKey(b!), id)
})

test('what cannot be seen does not make another name', { skip: absent(cases) }, () => {
  for (const { id, input, expect } of section('invisible')) {
    const { stored, search_key } = expect as { stored?: string; search_key?: string }
    if (stored) assert.equal(nameKey(input!), nameKey(stored), id)
    if (search_key) assert.equal(foldedName(input!), search_key, id)
  }
})

test('real names that differ in tone placement between two sources', {
  skip: absent(communes, wards),
}, () => {
  const byCode = new Map(csv(readFileSync(communes, 'utf8')).map((row) => [row.code!, row.fullName!]))
  const pairs = new Map<string, [string, string]>()
  for (const { newWardCode, newWard } of csv(readFileSync(wards, 'utf8'))) {
    const name = byCode.get(newWardCode!)
    if (name && name !== newWard) pairs.set(`${newWardCode} ${newWard}`, [name, newWard!])
  }
  // The others became wards between the two sources, and have another word before the name.
  const placed = [...pairs.values()].filter(([a, b]) => foldedName(a) === foldedName(b))
  assert.ok(placed.length >= 190, `${placed.length}`)
  for (const [a, b] of placed) assert.equal(nameKey(a), nameKey(b), `${a} / ${b}`)
})

test('keys keep the communes of one province apart', { skip: absent(communes) }, () => {
  const seen = new Set<string>()
  const rows = csv(readFileSync(communes, 'utf8'))
  for (const { provinceCode, fullName } of rows) seen.add(`${provinceCode} ${nameKey(fullName!)}`)
  assert.equal(
    seen.size,
    new Set(rows.map(({ provinceCode, fullName }) => `${provinceCode} ${fullName}`)).size,
  )
  assert.equal(rows.length, 3321)
})
