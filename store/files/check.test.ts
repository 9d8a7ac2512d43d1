import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { type Checked, check } from './check.ts'
import { type FileRefusal, limits } from './kinds.ts'
import { CANARY, odt, office, pdf, phonePhoto, pngBomb, sourceOf, zip, zipOf } from './testing/samples.ts'

const judge = (bytes: Buffer) => check(sourceOf(bytes), undefined)

async function kept(bytes: Buffer): Promise<Checked & { bytes: Buffer }> {
  const checked = await judge(bytes)
  assert.ok(!('refusal' in checked), JSON.stringify(checked))
  return { ...checked, bytes: await buffer(Readable.from(checked.stream())) }
}

async function refused(bytes: Buffer, why: FileRefusal): Promise<void> {
  const checked = await judge(bytes)
  assert.deepEqual(checked, { refusal: why })
}

describe('a photo', () => {
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    test(`(${format}) is made anew, upright, in sRGB, and tells nothing but the picture`, async () => {
      const photo = await phonePhoto({ format })
      assert.ok(photo.includes(CANARY), 'the sample has metadata')
      const { bytes, preview, type, kind } = await kept(photo)
      assert.equal(kind, 'photo')
      assert.equal(type, format === 'png' ? 'image/webp' : 'image/jpeg')
      for (const made of [bytes, preview!]) {
        assert.ok(!made.includes(CANARY) && !made.includes('Exif') && !made.includes('GPS'))
        const { exif, xmp, iptc, icc, orientation, width, height, space } = await sharp(made).metadata()
        assert.deepEqual(
          [exif, xmp, iptc, icc, orientation],
          [undefined, undefined, undefined, undefined, undefined],
        )
        assert.ok(width < height, 'it was taken on its side')
        assert.equal(space, 'srgb')
      }
      // Orientation 6: what lay above comes to the right.
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      const at = (x: number, y: number) => data.subarray((y * info.width + x) * info.channels).subarray(0, 3)
      assert.ok(at(info.width - 20, 20)[0]! > 150 && at(20, 20)[0]! < 100)
      assert.ok(preview!.length < 40_000)
    })
  }

  test('that is very large is made smaller; one with see-through parts stays so', async () => {
    const large = await kept(await phonePhoto({ width: 6_000, height: 4_000 }))
    assert.equal((await sharp(large.bytes).metadata()).height, limits.side)
    const clear = await sharp({ create: { width: 60, height: 40, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    assert.equal((await kept(clear)).type, 'image/webp')
  })

  test('of colours beyond sRGB looks the same afterwards', async () => {
    const p3 = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#a04080' } })
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const [r, g, b] = await sharp((await kept(p3)).bytes)
      .raw()
      .toBuffer()
    for (const [is, was] of [
      [r, 0xa0],
      [g, 0x40],
      [b, 0x80],
    ])
      assert.ok(Math.abs(is! - was!) < 6, `${is} ${was}`)
  })

  test('with something behind it is kept without it', async () => {
    const photo = await phonePhoto()
    const both = Buffer.concat([photo, zip({ 'evil.txt': CANARY })])
    assert.ok(!(await kept(both)).bytes.includes(CANARY))
    const page = Buffer.concat([photo, Buffer.from(`<script>alert('${CANARY}')</script>`)])
    assert.ok(!(await kept(page)).bytes.includes(CANARY))
  })

  test('that was cut off is damaged', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const photo = await phonePhoto({ format })
      await refused(photo.subarray(0, photo.length / 2), 'damaged')
      await refused(photo.subarray(0, 200), 'damaged')
    }
  })

  test('whose head promises a picture and whose body is none is damaged', async () => {
    const photo = await phonePhoto()
    await refused(Buffer.concat([photo.subarray(0, 20), randomBytes(20_000)]), 'damaged')
    await refused(
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(500)]),
      'unknown-kind',
    )
  })

  test('of too many pixels is not decoded', async () => {
    const start = performance.now()
    const before = process.memoryUsage().rss
    await refused(pngBomb(60_000, 60_000), 'too-many-pixels')
    await refused(pngBomb(8_000, 7_000), 'too-many-pixels')
    assert.ok(process.memoryUsage().rss - before < 100e6 && performance.now() - start < 5_000)
    await refused(pngBomb(5_000, 5_000), 'damaged')
    await refused(pngBomb(0, 10), 'damaged')
  })

  test('of a kind that is not read here says so', async () => {
    const heic = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      randomBytes(900),
    ])
    await refused(heic, 'heic')
    await refused(
      await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
        .gif()
        .toBuffer(),
      'unknown-kind',
    )
    await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'unknown-kind')
  })

  test('many at once are made two at a time, and all are made', async () => {
    const photo = await phonePhoto()
    const all = await Promise.all(Array.from({ length: 9 }, () => kept(photo)))
    assert.equal(new Set(all.map(({ size }) => size)).size, 1)
  })
})

describe('a document', () => {
  const docx = office('docx')

  test('is kept as it came, whatever it is called', async () => {
    for (const [bytes, type] of [
      [pdf(), 'application/pdf'],
      [docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
      [office('xlsx'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      [odt(), 'application/vnd.oasis.opendocument.text'],
    ] as const) {
      const file = await kept(bytes)
      assert.equal(file.type, type)
      assert.equal(file.kind, 'document')
      assert.deepEqual(file.bytes, bytes)
      assert.equal(file.preview, undefined)
    }
  })

  test('that was cut off is damaged', async () => {
    for (const bytes of [pdf(), docx, odt()]) {
      await refused(bytes.subarray(0, bytes.length - 30), 'damaged')
      await refused(bytes.subarray(0, bytes.length / 2), 'damaged')
    }
    const changed = Buffer.from(docx)
    changed[docx.indexOf(CANARY)]! ^= 1
    await refused(changed, 'damaged')
  })

  test('that is two things in one is neither', async () => {
    await refused(Buffer.concat([pdf(), docx]), 'two-in-one')
    const zipInside = Buffer.concat([pdf().subarray(0, 300), docx.subarray(0, -22), docx.subarray(-22)])
    await refused(zipInside, 'damaged')
    await refused(Buffer.concat([pdf(), Buffer.from('<script>1</script>')]), 'two-in-one')
    await refused(Buffer.concat([docx, Buffer.from('more')]), 'damaged')
    await refused(Buffer.concat([Buffer.from('PK\x03\x04'), docx]), 'damaged')
    const page = pdf().toString('latin1').replace('\n%\xe2', '\n%<html><script>1</script>')
    await refused(Buffer.from(page, 'latin1'), 'two-in-one')
    const twice = zipOf([
      ...['[Content_Types].xml', 'word/document.xml', 'Word/document.xml'].map((name) => ({
        name,
        body: Buffer.from('x'),
      })),
    ])
    await refused(twice, 'two-in-one')
  })

  test('that unpacks to more than it may is not unpacked', async () => {
    const zeros = Buffer.alloc(30_000_000)
    const bomb = office(
      'docx',
      Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`word/media/${n}.bin`, zeros])),
    )
    assert.ok(bomb.length < 1_000_000)
    const start = performance.now()
    await refused(bomb, 'unpacks-too-large')
    assert.ok(performance.now() - start < 1_000)

    const many = zipOf(
      Array.from({ length: limits.parts + 1 }, (_, n) => ({ name: `${n}`, body: Buffer.alloc(0) })),
    )
    await refused(many, 'unpacks-too-large')

    // One part that many lines of the table of contents point to.
    const body = Buffer.from('x'.repeat(400))
    const overlapping = zipOf([
      { name: 'a', body },
      ...['b', 'c', 'd'].map((name) => ({ name, body, offset: 0 })),
    ])
    await refused(overlapping, 'unpacks-too-large')

    // One that says it is small.
    const lying = zipOf([{ name: 'word/media/1.bin', body: zeros, claims: 1_000 }])
    await refused(lying, 'damaged')
  })

  test('that runs something when it is opened is not kept', async () => {
    await refused(office('docm'), 'macros')
    await refused(office('docx', { 'word/vbaProject.bin': 'x' }), 'macros')
    await refused(office('xlsx', { 'xl/activeX/activeX1.bin': 'x' }), 'macros')
    await refused(odt({ 'Basic/script-lc.xml': 'x' }), 'macros')
    const template = `<Relationships><Relationship Type="http://schemas/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>`
    await refused(office('docx', { 'word/_rels/settings.xml.rels': template }), 'macros')
  })

  test('that only a password opens is not kept', async () => {
    const manifest = '<manifest><encryption-data/></manifest>'
    await refused(odt({ 'META-INF/manifest.xml': manifest }), 'locked')
    await refused(
      zipOf([{ name: '[Content_Types].xml', body: Buffer.alloc(40), claims: 28, flags: 1 }]),
      'locked',
    )
  })

  test('of the old kind, or a zip of anything, is not kept', async () => {
    await refused(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)]), 'old-office')
    await refused(zip({ 'hello.txt': 'hello' }), 'unknown-kind')
    await refused(office('docx', { '../../etc/passwd': 'x' }), 'damaged')
    await refused(Buffer.from('MZ\x90\0'.padEnd(2_000, '\0'), 'latin1'), 'unknown-kind')
    await refused(Buffer.from('một đoạn chữ'), 'unknown-kind')
    await refused(Buffer.alloc(0), 'empty')
    await refused(Buffer.alloc(1), 'unknown-kind')
    await refused(Buffer.alloc(limits.size + 1), 'too-large')
  })

  test('broken anywhere is refused or kept as it is, and never a fault', async () => {
    for (const bytes of [docx, odt(), pdf(), await phonePhoto({ width: 64, height: 48 })]) {
      for (let n = 0; n < 150; n++) {
        const broken = Buffer.from(bytes)
        for (let k = 0; k <= n % 4; k++)
          broken[randomBytes(4).readUInt32LE() % broken.length] = randomBytes(1)[0]!
        await judge(n % 3 === 0 ? broken.subarray(0, randomBytes(4).readUInt32LE() % broken.length) : broken)
      }
    }
  })
})

test('the samples are what they are taken for', async () => {
  assert.equal((await fileTypeFromBuffer(odt()))?.ext, 'odt')
  assert.equal((await fileTypeFromBuffer(pdf()))?.ext, 'pdf')
})
