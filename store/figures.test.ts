import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Act } from '@goc/domain/act.ts'
import { dayOf, startOf } from '@goc/domain/day.ts'
import { countActs, figuresFrom, figuresOf } from '@goc/domain/figures.ts'
import type { MeetingFact } from '@goc/domain/meetings/acts.ts'
import type { OpinionFact } from '@goc/domain/opinions/acts.ts'
import type { Opinion } from '@goc/domain/opinions/rules.ts'
import { spanOf } from '@goc/domain/period.ts'
import type { PetitionAct } from '@goc/domain/petitions/acts.ts'
import type { Petition } from '@goc/domain/petitions/rules.ts'
import { anyMoves, anyPetitionHistory, anyRaised, anySpan } from '@goc/domain/testing/arbitrary.test.ts'
import { historyOf } from '@goc/domain/testing/opinions.ts'
import { digest } from '@goc/domain/testing/play.ts'
import type { UnitFact } from '@goc/domain/units/acts.ts'
import fc from 'fast-check'
import { listCounted } from './counted.ts'
import { readBreakdown, readFigures } from './figures.ts'
import { meetings } from './meetings.ts'
import { opinions } from './opinions.ts'
import { petitions } from './petitions.ts'
import { addActs, type TestRecord, testRecord } from './testing/record.ts'
import { readTree, units } from './units.ts'

let record: TestRecord
before(async () => {
  record = await testRecord()
})
after(() => record.close())

const imported = { by: 'system', src: 'import', t: 0 } as const

const unit = (id: string, level: 'province' | 'commune', parent?: string): Act<UnitFact> => ({
  kind: 'unit.established',
  level,
  ...(parent && { parent }),
  name: digest(1),
  subject: `unit/${id}`,
  n: 1,
  unit: id,
  on: '2025-01-01',
  ...imported,
})

function dialogue(id: number, end: 'held' | 'cancelled' | 'postponed', day: string): Act<MeetingFact>[] {
  const starts = startOf(day) + 3600 * (id % 24)
  const common = {
    subject: `meeting/DT${id}`,
    unit: id % 2 ? '05128' : '05129',
    on: day,
    type: 'dialogue',
    ...imported,
  } as const
  const axes = {
    regularity: id % 3 ? 'periodic' : 'extraordinary',
    mode: id % 5 ? 'inPerson' : 'online',
  } as const
  const called = {
    kind: 'meeting.called',
    ...axes,
    starts,
    topic: digest(1),
    chair: digest(2),
    n: 1,
    ...common,
  } as const
  if (end === 'cancelled') return [called, { kind: 'meeting.cancelled', starts, n: 2, ...common }]
  if (end === 'postponed') return [called, { kind: 'meeting.postponed', starts, n: 2, ...common }]
  return [
    called,
    { kind: 'meeting.held', ...axes, starts, attendees: 10 + id, n: 2, ...common },
    ...(id % 4 ? [{ kind: 'meeting.minutes-published', starts, n: 3, ...common } as const] : []),
  ]
}

const features = [
  ...['received', 'resolved', 'resolvedOnTime', 'resolvedLate', 'open', 'openOverdue', 'reopened'],
  ...['confirmed', 'disputed', 'silent', 'imported'],
]
  .map((name) => `opinions.${name}`)
  // A list of those joined is of matters, as that of attendees is of meetings.
  .concat(
    Object.keys(figuresFrom({}).petitions)
      .filter((name) => name !== 'joined')
      .map((name) => `petitions.${name}`),
  )

test('cells, rows and acts say the same of every unit, feature and span', { timeout: 120_000 }, async () => {
  const all: Act[] = [
    unit('25', 'province'),
    ...['05128', '05129', '07894'].map((id) => unit(id, 'commune', '25')),
  ]
  for (const act of all) await addActs(record, units, [act as Act<UnitFact>])
  for (let id = 1; id <= 40; id++) {
    const end = id % 7 === 0 ? 'cancelled' : id % 11 === 0 ? 'postponed' : 'held'
    const acts = dialogue(id, end, dayOf(startOf('2025-09-20') + id * 5 * 86_400))
    await addActs(record, meetings, acts)
    all.push(...acts)
  }

  // Histories are entered act by act in the order of their times, with the sequencer's clock set to each.
  const histories = fc.sample(fc.tuple(anyRaised, anyMoves), { numRuns: 120, seed: 17 })
  // What books claim may be entered at any time; here at once, so that what follows it comes after it.
  const played = histories.flatMap(([raised, moves], i) => {
    let t = startOf('2025-09-01')
    return historyOf(raised, moves, `YK${i}`).acts.map((act) => {
      t = act.src ? t : act.t
      return { ...act, t }
    })
  })
  const matters = fc
    .sample(anyPetitionHistory, { numRuns: 160, seed: 5 })
    .flatMap((acts, i) => acts.map((act) => ({ ...act, subject: `petition/M${i}` })))
  const told: Act[] = [...played, ...matters]
  told.sort((a, b) => a.t - b.t)
  const states = new Map<string, Opinion | undefined>()
  const stands = new Map<string, Petition | undefined>()
  for (const [i, act] of told.entries()) {
    if (act.kind.startsWith('petition.'))
      stands.set(act.subject, await addActs(record, petitions, [act as PetitionAct], stands.get(act.subject)))
    else
      states.set(
        act.subject,
        await addActs(record, opinions, [act as Act<OpinionFact>], states.get(act.subject)),
      )
    if (told[i + 1]?.t === act.t) continue
    record.setClock(act.t)
    await record.sequencer.step()
  }
  while (await record.sequencer.step());
  all.push(...told)

  const tree = await readTree(record.store.db)
  const spans = [
    ...fc.sample(anySpan, { numRuns: 40, seed: 3 }),
    ...['2025', '2025-Q4', '2025-H2', '2025-9M', '2025-11', '2026', '2026-Q1', '2026-02'].map(
      (name) => spanOf(name)!,
    ),
    ...['2025-11-17', '2025-12-31', '2026-01-09'].map((to) => ({ from: '2025-01-01', to })),
    { from: '2025-10-01', to: '2025-11-03' },
  ]
  const seen = new Set<string>()
  for (const span of spans) {
    const sums = countActs(all, span)
    for (const id of ['25', '05128', '05129', '07894']) {
      const {
        checkpoint: _,
        unit: __,
        from: ___,
        to: ____,
        ...read
      } = (await readFigures(record.store, { unit: id, ...span }))!
      assert.deepEqual(read, figuresOf(sums, tree, id, span.to), `${id} ${span.from}…${span.to}`)

      const paths: [string, number][] = features.map((feature) => {
        const [group, name] = feature.split('.') as ['opinions', 'received']
        return [feature, read[group][name]]
      })
      for (const [code, part] of Object.entries(read.opinions.byField)) {
        paths.push(
          [`opinions.byField.${code}.received`, part.received],
          [`opinions.byField.${code}.resolved`, part.resolved],
        )
      }
      for (const name of [
        'held',
        'periodic',
        'extraordinary',
        'cancelled',
        'postponed',
        'minutesPublished',
        'communesWithDialogue',
      ] as const) {
        paths.push([`dialogues.${name}`, read.dialogues[name]])
      }
      paths.push(['dialogues.byMode.online', read.dialogues.byMode.online])
      // The parts that pages show besides, which are what is left of others.
      const { open, openOverdue, resolved, confirmed, disputed } = read.opinions
      paths.push(['opinions.openInTime', open - openOverdue])
      paths.push(['opinions.unconfirmed', resolved - confirmed - disputed])
      for (const [feature, n] of paths) {
        const page = await listCounted(record.store, { feature, unit: id, ...span, limit: 500 })
        assert.equal(page?.items.length, n, `${feature} of ${id} ${span.from}…${span.to}`)
        if (n > 0) seen.add(feature)
      }
    }
  }
  // A feature that never came up was not tried.
  assert.deepEqual(
    features.filter((feature) => !seen.has(feature)),
    [],
  )
})

test('a list is read page by page, each act once', async () => {
  const of = { feature: 'opinions.received', unit: '25', from: '2025-01-01', to: '2026-12-31' }
  const whole = (await listCounted(record.store, { ...of, limit: 500 }))!.items.map((item) => item.index)
  const pages: number[] = []
  for (let after: string | undefined, more = true; more; ) {
    const page = (await listCounted(record.store, { ...of, limit: 7, ...(after && { after }) }))!
    pages.push(...page.items.map((item) => item.index))
    after = page.next
    more = after !== undefined
  }
  assert.deepEqual(pages, whole)
  assert.equal(new Set(pages).size, 120)
})

test('the parts of a breakdown add up to the whole', async () => {
  const question = { unit: '25', from: '2025-01-01', to: '2025-12-31' }
  const whole = (await readFigures(record.store, question))!
  const parts = (await readBreakdown(record.store, question))!
  const received = parts.reduce((sum, part) => sum + part.figures.opinions.received, 0)
  assert.equal(received, whole.opinions.received)
  assert.deepEqual(
    parts.map((part) => part.unit.id),
    ['05128', '05129', '07894'],
  )
})

test('what does not exist is not counted', async () => {
  const question = { unit: '25', from: '2025-01-01', to: '2025-12-31' }
  assert.equal(await readFigures(record.store, { ...question, unit: 'nowhere' }), undefined)
  for (const feature of [
    'opinions.nothing',
    'toString',
    'opinions.',
    'petitions.received.',
    'opinions.byField.x',
  ]) {
    assert.equal(await listCounted(record.store, { ...question, feature }), undefined, feature)
  }
})
