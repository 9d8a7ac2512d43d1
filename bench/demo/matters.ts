/**
 * Matters for a demonstration: a commune's desk that is not empty, and a receipt to try. Invented, and raised on the day
 * on which the demonstration is first started; raised again they are the same.
 */

import { createHash } from 'node:crypto'
import type { Actor, By } from '@goc/domain/people.ts'
import type { Preset } from '@goc/domain/petitions/acts.ts'
import { receiptUrlSecret } from '@goc/record/receipt.ts'
import { readIdentity } from '@goc/store/identity.ts'
import { type Work, work } from '@goc/store/matters/desk.ts'
import { join } from '@goc/store/matters/join.ts'
import { citizen, type Means } from '@goc/store/matters/means.ts'
import { keyOfSecret, signFor } from '@goc/store/matters/open.ts'
import { type Raised, raise } from '@goc/store/matters/raise.ts'
import { type Saying, speak, toSign } from '@goc/store/matters/speak.ts'

type Step = Work | { do: 'join' } | Saying
type Story = {
  text: string
  field: string
  place: string
  preset?: Preset
  /** Whoever raised it agreed to be read. */
  publish?: true
  steps?: readonly Step[]
}

const accepted: Work = { do: 'accept', preset: 'petition-normal' }
const answer = (words: string): Work => ({ do: 'answer', words, published: true })

const stories: readonly Story[] = [
  {
    text: 'Cống thoát nước đầu khu 3 tắc, mưa là ngập cả đoạn đường trước nhà văn hóa',
    field: 'moi_truong',
    place: 'khu 3, trước nhà văn hóa',
    publish: true,
    steps: [
      accepted,
      { do: 'join' },
      { do: 'join' },
      {
        do: 'draft',
        words:
          'Xã đã thuê nạo vét đoạn cống dài 80 m. Việc xong trong tuần này. Đoạn còn lại đưa vào kế hoạch quý sau.',
      },
    ],
  },
  {
    text: 'Đèn đường ở ngã ba chợ không sáng hơn một tuần',
    field: 'dien_nuoc',
    place: 'ngã ba chợ',
    steps: [
      accepted,
      answer(
        'Đội điện đã thay ba bóng hỏng ở ngã ba chợ. Đèn sáng lại từ tối qua. Nếu còn bóng nào không sáng, xin bà con báo lại.',
      ),
      { say: 'confirm', rating: 5 },
    ],
  },
  {
    text: 'Rác ở bãi tập kết cuối khu 6 ba ngày chưa có xe đến lấy',
    field: 'moi_truong',
    place: 'cuối khu 6',
    steps: [
      accepted,
      answer(
        'Xe thu gom hỏng, xã đã thuê xe khác và lấy hết rác sáng nay. Lịch lấy rác trở lại ba buổi một tuần.',
      ),
      { say: 'dispute', words: 'Sáng nay xe đến nhưng chỉ lấy một nửa, chỗ còn lại vẫn bốc mùi.' },
    ],
  },
  {
    text: 'Ổ gà lớn trên đường liên thôn, xe máy đi tối rất nguy hiểm',
    field: 'giao_thong',
    place: 'đường liên thôn, gần cầu',
    steps: [accepted, { do: 'join' }],
  },
  {
    text: 'Xin hỏi hồ sơ hỗ trợ nhà ở cho người có công cần giấy tờ gì, nộp ở đâu',
    field: 'chinh_sach_xa_hoi',
    place: 'khu 1',
    steps: [
      accepted,
      answer(
        'Hồ sơ gồm đơn theo mẫu và bản sao giấy xác nhận. Nộp tại bộ phận một cửa của xã, trong giờ hành chính. Cán bộ sẽ giúp viết đơn tại chỗ.',
      ),
    ],
  },
  { text: 'Nước máy yếu vào giờ tan tầm, tầng hai không lên được', field: 'dien_nuoc', place: 'khu 8' },
  {
    text: 'Cây bàng trước cổng trường mầm non có cành khô sắp gãy, sợ rơi xuống các cháu',
    field: 'an_ninh_trat_tu',
    place: 'cổng trường mầm non',
    preset: 'petition-urgent',
  },
  {
    text: 'Loa phát thanh của khu mở quá to vào lúc năm giờ sáng',
    field: 'khac',
    place: 'khu 2',
    steps: [accepted],
  },
  {
    text: 'Đề nghị lắp gương cầu ở khúc cua gần nhà văn hóa khu 5',
    field: 'giao_thong',
    place: 'khu 5',
    publish: true,
    steps: [accepted, { do: 'ask-info', words: 'Bà con cho biết khúc cua ở phía chợ hay phía đình?' }],
  },
  {
    text: 'Mương nội đồng bị sạt một đoạn, ruộng phía dưới không có nước',
    field: 'nong_thon_moi',
    place: 'cánh đồng sau khu 4',
  },
  {
    text: 'Chó thả rông ở khu dân cư, trẻ nhỏ không dám ra đường',
    field: 'an_ninh_trat_tu',
    place: 'khu 7',
    steps: [accepted, { do: 'join' }, { do: 'join' }, { do: 'join' }],
  },
  {
    text: 'Bìa hồ sơ đất nộp từ tháng trước, chưa thấy hẹn trả kết quả',
    field: 'thu_tuc_hanh_chinh',
    place: 'bộ phận một cửa',
    preset: 'petition-complex',
  },
]

/** `receipt`: the secret, as an address has it, of a matter that is answered and waits to be judged. */
export type DemoMatters = { raised: number; receipt?: string }

/** Raises them in a unit, where the record is a demonstration and has none yet. A sequencer must be running. */
export async function demoMatters(means: Means, unit: string): Promise<DemoMatters> {
  const { db } = means.store
  if ((await readIdentity(db))?.demo !== true) return { raised: 0 }
  if (await db.selectFrom('petition').select('id').limit(1).executeTakeFirst()) return { raised: 0 }
  // All at once: each step waits for the record, and they wait together.
  const told = await Promise.all(stories.map((story, i) => tell(means, unit, story, i)))
  const waits = stories.findIndex(({ steps }) => {
    const last = steps?.at(-1)
    return last && 'do' in last && last.do === 'answer'
  })
  return { raised: stories.length, receipt: receiptUrlSecret(told[waits]!.secret!) }
}

async function tell(means: Means, unit: string, story: Story, i: number): Promise<Raised> {
  const office = (by: By): Actor => ({ by, reaches: (one) => one === unit })
  const { text, field, place, preset, publish = false, steps = [] } = story
  const matter = await raise(means, {
    actor: citizen,
    unit,
    field,
    type: 'phan_anh',
    channel: 'web',
    text,
    place,
    publish,
    ...(preset && { preset }),
    request: requestOf(`${i}`),
  })
  if ('refusal' in matter) throw new Error(`the demonstration's matter ${i}: ${matter.refusal}`)
  await means.published.entered(matter.acts)
  for (const [n, step] of steps.entries()) {
    if ('say' in step) {
      const key = keyOfSecret(matter.secret!)
      const asked = await toSign(means, matter.id, key, step)
      if ('refusal' in asked) throw new Error(`the demonstration's matter ${i}, step ${n}: ${asked.refusal}`)
      await done(
        means,
        speak(means, matter.id, key, step, await signFor(means.store.db, matter.secret!, asked.act)),
      )
    } else if (step.do === 'join')
      await done(means, join(means, matter.id, { request: requestOf(`${i} ${n}`) }))
    else await done(means, work(means, matter.id, office(`leader@${unit}`), step))
  }
  return matter
}

async function done(means: Means, doing: Promise<{ acts: number[] } | { refusal: string }>): Promise<void> {
  const outcome = await doing
  if ('refusal' in outcome) throw new Error(`the demonstration: ${outcome.refusal}`)
  // What a receipt says next speaks of an act's place in the record.
  await means.published.entered(outcome.acts)
}

/** Random enough for a demonstration, and the same each time. */
function requestOf(name: string): string {
  const hex = createHash('sha256').update(`goc demo ${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
