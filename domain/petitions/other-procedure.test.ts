import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { otherProcedureIn } from './other-procedure.ts'

const said: [string, ReturnType<typeof otherProcedureIn>][] = [
  ['Tôi tố cáo ông trưởng thôn nhận tiền của dân', 'denunciation'],
  ['toi muon to cao can bo dia chinh voi tien', 'denunciation'],
  ['Cán bộ VÒI VĨNH khi làm sổ đỏ', 'denunciation'],
  ['Tôi khiếu nại quyết định thu hồi đất số 12', 'complaint'],
  ['toi khieu nai quyet dinh xu phat', 'complaint'],
  ['Bị phạt oan 2 triệu', 'complaint'],
  ['Cống khu 7 tắc từ tháng 6, mưa là ngập vào nhà', undefined],
  ['Cây to, cao quá dây điện, đề nghị cắt tỉa', undefined],
  ['Đề nghị xã trả lời rõ mức hỗ trợ', undefined],
  ['', undefined],
]
for (const [text, what] of said)
  test(`${text || 'nothing'}: ${what ?? 'neither'}`, () => assert.equal(otherProcedureIn(text), what))

test('old ways of writing marks are read the same', () => {
  assert.equal(otherProcedureIn('Tôi tố cáo'.normalize('NFD')), 'denunciation')
})

test('any text is read', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void otherProcedureIn(text)))
})
