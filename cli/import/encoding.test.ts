import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { recognise, textOf } from './encoding.ts'
import { garbled, legacies, readAs } from './legacy.ts'
import { isSyllable } from './syllables.ts'
import { encode1258 } from './testing.ts'

const { folder, remove } = temporaryFolder()
after(remove)
const shared = new URL('../../../shared/data/', import.meta.url)
const cases = new URL('vietnamese-cases.json', shared)
const legacyFiles = new URL('vietnamese-legacy/', shared)
const skip = existsSync(cases) ? false : 'no shared data beside the repository'

function file(bytes: Uint8Array | string): string {
  const path = join(folder, `${Math.random()}.csv`)
  writeFileSync(path, bytes)
  return path
}
async function read(path: string): Promise<string> {
  const known = await recognise(path)
  if ('refused' in known) return known.refused
  let text = ''
  for await (const part of textOf(path, known.encoding)) text += part
  return text.normalize('NFC')
}

const sentence = 'mã,nội dung\r\n1,Đề nghị sửa đường liên thôn\r\n'

test('the usual encodings are recognised, with and without a mark', async () => {
  const wide = Buffer.from(sentence, 'utf16le')
  const swapped = Buffer.from(wide).swap16()
  for (const bytes of [
    Buffer.from(sentence),
    Buffer.from(`\ufeff${sentence}`),
    Buffer.from(`\ufeff${sentence}`, 'utf16le'),
    Buffer.from(`\ufeff${sentence}`, 'utf16le').swap16(),
    wide,
    swapped,
    encode1258(sentence),
  ])
    assert.equal(await read(file(bytes)), sentence)
})

test('what cannot be known is refused, with the line', async () => {
  assert.equal(await read(file('')), 'file-empty')
  const damaged = Buffer.concat([
    Buffer.from(sentence.repeat(20)),
    Uint8Array.of(0xe1, 0x20),
    Buffer.from('\n'),
  ])
  assert.deepEqual(await recognise(file(damaged)), { refused: 'encoding-broken', line: 41 })
  assert.deepEqual(await recognise(file(Buffer.from('a\nr\xe9sum\xe9 na\xefve\n', 'latin1'))), {
    refused: 'encoding-unknown',
    line: 2,
  })
})

test('a cut letter at the seam of two reads is whole again', async () => {
  const long = `${'đường '.repeat(40_000)}\n`
  assert.equal(await read(file(long)), long)
  assert.equal(await read(file(encode1258(long))), long)
})

test('files in the old encodings: 1258 and UTF-16 are read, TCVN3 and VNI are refused by name', {
  skip,
}, async () => {
  const { legacy_encodings } = JSON.parse(readFileSync(cases, 'utf8'))
  for (const name of readdirSync(legacyFiles)) {
    const [encoding, number] = name.replace('.txt', '').split('-')
    const { text } = legacy_encodings.find(({ id }: { id: string }) => id === `enc-${number}`)
    const expected = { cp1258: text, utf16le: text, tcvn3: 'encoding-tcvn3', vni: 'encoding-vni' }[encoding!]
    const said = await read(join(legacyFiles.pathname, name))
    assert.equal(said.replace('\ufeff', ''), expected, name)
  }
})

test('text that was read in a wrong encoding on its way gives itself away', { skip }, () => {
  let told = 0
  const { legacy_encodings } = JSON.parse(readFileSync(cases, 'utf8'))
  for (const { text, tcvn3_lower, vni, cp1258, utf8_read_as_latin1 } of legacy_encodings) {
    if (!tcvn3_lower || !vni) continue
    told++
    assert.equal(garbled(text), undefined, text)
    assert.equal(garbled(tcvn3_lower.as_latin1), 'tcvn3', tcvn3_lower.as_latin1)
    assert.equal(garbled(vni.as_latin1), 'vni', vni.as_latin1)
    assert.equal(readAs('vni', vni.as_latin1), text)
    assert.equal(readAs('tcvn3', tcvn3_lower.as_latin1), tcvn3_lower.text)
    const read1258 = Buffer.from(cp1258.hex, 'hex').toString('latin1')
    assert.equal(readAs('windows-1258', read1258), text)
    if (utf8_read_as_latin1) assert.equal(garbled(utf8_read_as_latin1), 'utf-8', utf8_read_as_latin1)
  }
  assert.ok(told >= 6)
  for (const text of ['TAÏP CHÍ KHOA HOÏC XAÕ HOÄI SOÁ', 'Anh ö, ñaõ noùi roài'])
    assert.equal(garbled(text), 'vni', text)
  for (const text of ['Ninh B×nh', '®\u00adêng', 'ñy ban nh©n d©n'])
    assert.equal(garbled(text), 'tcvn3', text)
})

test('good text is never called garbled: names of places, other languages, signs', { skip }, () => {
  const communes = readFileSync(new URL('units/communes.csv', shared), 'utf8')
  const wards = readFileSync(new URL('units/old_to_new_wards.csv', shared), 'utf8')
  const names = new Set(`${communes}\n${wards}`.split(/[\n,]/))
  assert.ok(names.size > 10_000)
  for (const name of names) assert.equal(garbled(name), undefined, name)
  for (const text of [
    'café',
    'Düsseldorf, garçon, señor Núñez',
    'Krông Ana – Đắk Lắk',
    '120 m²',
    '5 %',
    '“Đường” số 7',
    'Müller',
    '±0',
    '© 2025',
    'Ê',
    'ô',
    '',
  ])
    assert.equal(garbled(text), undefined, text)
})

test('syllables', () => {
  for (const word of 'nghiêng già quá giếng của mía đào Quỳnh khuỷu giếng gì Uông rượu khoẻ hoà hòa quốc xoong Ý yếu tuếch thuở đỗ'.split(
    ' ',
  ))
    assert.ok(isSyllable(word), word)
  for (const word of ['Ñôn', 'khieáu', 'ñaát', 'tÞch', 'göi', 'nguyÔn', 'straße', 'đườngs'])
    assert.ok(!isSyllable(word), word)
  assert.equal(legacies.length, 3)
})
