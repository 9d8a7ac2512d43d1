/** Every kind of leaf against every way to be wrong: one table of good leaves serves them all. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Act } from './act.ts'
import { startOf } from './day.ts'
import { features } from './features.ts'
import { assertLeaf, type LeafFault, readAct } from './leaf.ts'
import { meetingRules } from './meetings/rules.ts'
import { opinionRules } from './opinions/rules.ts'
import { system } from './people.ts'
import { anyPetitionHistory } from './testing/arbitrary.test.ts'
import { raise, sig, speak } from './testing/opinions.ts'
import { actor, digest, play } from './testing/play.ts'
import { unitRules } from './units/rules.ts'

const day = '2026-03-02'
const starts = startOf(day)
const who = actor('leader@05128')
const desk = actor('reception@05128')
const citizen = actor('citizen')
const book = { actor: system, day, src: 'import' } as const
const office = { actor: who, day }

const raised = {
  unit: '05128',
  held: day,
  within: 9,
  typed: 0,
  keyed: true,
  imported: false,
  field: 'dat_dai',
  type: 'kien_nghi',
  channel: 'tai_phong',
} as const

/** A leaf of every kind with every field it may have, from offices and from older books. */
const leaves: Act[] = [
  ...play(unitRules, 'unit/05128', [
    {
      ask: {
        do: 'establish',
        id: '05128',
        level: 'commune',
        parent: '25',
        from: day,
        code: '05128',
        name: digest(1),
      },
      ...book,
    },
    { ask: { do: 'rename', from: day, name: digest(2) }, ...book },
    { ask: { do: 'move', from: day, parent: '26' }, ...book },
    { ask: { do: 'abolish', until: day }, ...book },
    { ask: { do: 'succeed', successor: '05129', share: 'part', from: day }, actor: actor('admin@25'), day },
  ]).acts,
  ...play(meetingRules, 'meeting/7', [
    {
      ask: {
        do: 'call',
        unit: '05128',
        regularity: 'periodic',
        mode: 'online',
        starts,
        topic: digest(1),
        chair: digest(2),
      },
      ...office,
    },
    { ask: { do: 'postpone', to: starts }, ...office },
    { ask: { do: 'hold', mode: 'online', starts, attendees: 0 }, ...book },
    { ask: { do: 'publish-minutes', minutes: digest(3) }, ...office },
  ]).acts,
  ...play(meetingRules, 'meeting/8', [
    {
      ask: {
        do: 'call',
        unit: '05128',
        regularity: 'periodic',
        mode: 'online',
        starts,
        topic: digest(1),
        chair: digest(2),
      },
      ...book,
    },
    { ask: { do: 'cancel' }, ...book },
  ]).acts,
  ...play(opinionRules, 'opinion/1', [
    { ask: { ...raise(raised), keyBy: 'office' } as ReturnType<typeof raise>, actor: desk, day },
    {
      ask: { do: 'resolve', method: 'van_ban', published: true, document: digest(3), answer: digest(4) },
      ...office,
    },
    { ask: { do: 'rate', rating: 5 }, ...book },
    {
      ask: (state) => ({ ...speak('confirm')(state), rating: 5 }) as ReturnType<typeof raise>,
      actor: citizen,
      day,
    },
    {
      ask: (state) => ({ ...speak('dispute')(state), reason: digest(5) }) as ReturnType<typeof raise>,
      actor: citizen,
      day,
    },
    { ask: speak('confirm'), actor: citizen, day },
    { ask: { do: 'reopen' }, ...office },
  ]).acts,
  ...petitionLeaves(),
]

/** The first leaf of each kind that chance brings, with the fields that it might have besides. */
function petitionLeaves(): Act[] {
  const besides: Record<string, unknown> = {
    ...{
      place: digest(6),
      files: digest(7),
      note: digest(8),
      key: digest(9),
      keyBy: 'envelope',
      from: 'meeting/7',
    },
    ...{
      before: 'disputed',
      stands: 'confirmed',
      rating: 4,
      who: 0,
      sig,
      field: 'dat_dai',
      type: 'phan_anh',
      rekeyed: true,
    },
  }
  const first = new Map<string, Act>()
  for (const acts of fc.sample(anyPetitionHistory, { numRuns: 1_000, seed: 7 }))
    for (const act of acts) if (!first.has(act.kind)) first.set(act.kind, act)
  return [...first.values()].map((act) => {
    const absent = Object.keys(shapeOf(act.kind)).filter((name) => !(name in act))
    return { ...act, ...Object.fromEntries(absent.map((name) => [name, besides[name]])) }
  })
}

const fault = (leaf: unknown): string => {
  const checked = readAct(leaf as Record<string, unknown>)
  return 'fault' in checked ? `${checked.fault} ${checked.field}` : 'valid'
}
const without = (leaf: object, name: string) =>
  Object.fromEntries(Object.entries(leaf).filter(([key]) => key !== name))
const named = (faultOf: LeafFault, field: string) => `${faultOf} ${field}`
const optionalIn = (kind: string, name: string) => shapeOf(kind)[name]?.optional ?? false

function shapeOf(kind: string) {
  return features[kind.slice(0, kind.indexOf('.'))]!.shapes[kind]!
}

test('leaves of every kind, with every field, are valid', () => {
  for (const leaf of leaves) assert.equal(fault({ ...leaf }), 'valid', JSON.stringify(leaf))
  const kinds = Object.values(features).flatMap(({ shapes }) => Object.keys(shapes))
  assert.deepEqual([...new Set(leaves.map(({ kind }) => kind))].sort(), kinds.sort())
  for (const kind of kinds) {
    const here = new Set(leaves.filter((leaf) => leaf.kind === kind).flatMap((leaf) => Object.keys(leaf)))
    for (const name of Object.keys(shapeOf(kind))) assert.ok(here.has(name), `${kind} without ${name}`)
  }
})

test('parsed from text, and in any order of fields', () => {
  for (const leaf of leaves) {
    assert.equal(fault(JSON.parse(JSON.stringify(leaf))), 'valid')
    assert.equal(fault(Object.fromEntries(Object.entries(leaf).reverse())), 'valid')
  }
})

test('a field that the kind does not have', () => {
  for (const leaf of leaves) {
    for (const name of ['name2', 'N', 'text_', 'constructor', 'toString', 'hasOwnProperty', '', 'kind.']) {
      assert.equal(fault({ ...leaf, [name]: 1 }), named('unknown-field', name), leaf.kind)
    }
    const proto = JSON.parse(`{"__proto__":{"n":1},${JSON.stringify(leaf).slice(1)}`)
    assert.equal(fault(proto), named('unknown-field', '__proto__'), leaf.kind)
  }
})

test('a field that is missing', () => {
  for (const leaf of leaves) {
    for (const name of Object.keys(leaf)) {
      const said = fault(without(leaf, name))
      if (name === 'kind') assert.equal(said, named('unknown-kind', 'kind'))
      else if (optionalIn(leaf.kind, name)) assert.equal(said, 'valid', `${leaf.kind} without ${name}`)
      else assert.equal(said, named('missing-field', name), `${leaf.kind} without ${name}`)
    }
  }
})

test('a value of the wrong type', () => {
  const wrong = [
    null,
    undefined,
    {},
    [],
    '',
    ' ',
    'Ồ',
    -1,
    1.5,
    Number.NaN,
    2 ** 60,
    ['05128'],
    digest(1).slice(1),
  ]
  for (const leaf of leaves) {
    for (const name of Object.keys(leaf)) {
      if (name === 'kind') continue
      for (const value of wrong) {
        assert.equal(
          fault({ ...leaf, [name]: value }),
          named('wrong-value', name),
          `${leaf.kind} ${name} ${value}`,
        )
      }
    }
  }
})

test('values just outside what a field may hold', () => {
  const confirmed = leaves.find(({ kind }) => kind === 'opinion.confirmed')!
  const resolved = leaves.find(({ kind }) => kind === 'opinion.resolved')!
  const cases: [Act, string, unknown][] = [
    [confirmed, 'held', '2025-02-30'],
    [confirmed, 'due', '9999-12-31'],
    [confirmed, 'on', '2025-11-31'],
    [confirmed, 'rating', 0],
    [confirmed, 'rating', 6],
    [confirmed, 'n', 0],
    [confirmed, 't', -1],
    [confirmed, 'sig', sig.replace('A', 'B')],
    [confirmed, 'refh', digest(1).replace('A', 'B')],
    [confirmed, 'keyed', 1],
    [confirmed, 'field', 'Dat_dai'],
    [confirmed, 'field', 'dat_'],
    [confirmed, 'field', '__proto__'],
    [confirmed, 'field', 'a'.repeat(33)],
    [confirmed, 'type', 'toString'],
    [confirmed, 'unit', '-5128'],
    [confirmed, 'unit', '../25'],
    [resolved, 'round', 0],
    [resolved, 'round', 100],
    [resolved, 'document', `${digest(1)}=`],
  ]
  for (const [leaf, name, value] of cases) {
    assert.equal(fault({ ...leaf, [name]: value }), named('wrong-value', name), `${name} ${value}`)
  }
})

test('a subject of another feature, or of none', () => {
  for (const leaf of leaves) {
    const own = leaf.kind.split('.')[0]
    for (const feature of [...Object.keys(features), 'person', '']) {
      if (feature !== own)
        assert.equal(fault({ ...leaf, subject: `${feature}/1` }), named('wrong-value', 'subject'))
    }
    for (const id of ['', '/', '-1', '1/2', 'a b', '1\n', 'x'.repeat(65)]) {
      assert.equal(fault({ ...leaf, subject: `${own}/${id}` }), named('wrong-value', 'subject'), id)
    }
  }
})

test('an office that does not exist', () => {
  for (const leaf of leaves) {
    for (const by of ['leader', 'king@25', 'citizen@25', 'constructor@25', 'Nguyễn Văn An', 'leader@25 ']) {
      assert.equal(fault({ ...leaf, by }), named('wrong-value', 'by'), by)
    }
  }
})

test('a claimed day and its source go together; only the importer claims one, and whoever signs it', () => {
  for (const leaf of leaves) {
    const plain = without(without(leaf, 'on'), 'src')
    assert.equal(fault({ ...plain, on: day }), named('missing-field', 'src'))
    assert.equal(fault({ ...plain, src: 'import' }), named('missing-field', 'on'))
    assert.equal(fault({ ...plain, on: day, src: 'export' }), named('wrong-value', 'src'))
    assert.equal(fault({ ...plain, by: 'system', on: day, src: 'import' }), 'valid')
    for (const by of ['officer@05128', 'admin@25']) {
      assert.equal(fault({ ...plain, by, on: day, src: 'import' }), named('wrong-value', 'by'))
    }
    const spoken = fault({ ...plain, by: 'citizen', on: day, src: 'import' })
    assert.equal(spoken, 'sig' in leaf ? 'valid' : named('wrong-value', 'by'))
  }
})

test('a kind that does not exist', () => {
  const kinds = [
    '',
    '.',
    'unit',
    'unit.',
    'unit.toString',
    'unit.constructor',
    'unit.__proto__',
    'meeting.raised',
  ]
  const prototypes = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']
  const strange = prototypes.flatMap((name) => [
    name,
    `${name}.`,
    `${name}.x`,
    `${name}.constructor`,
    `${name}x`,
  ])
  for (const leaf of leaves) {
    for (const kind of [...kinds, ...strange, null, 1, {}, ['unit.moved']]) {
      assert.equal(fault({ ...leaf, kind }), named('unknown-kind', 'kind'), String(kind))
    }
  }
})

test('any JSON at all is judged and never throws', () => {
  const anyName = fc.oneof(
    fc.constantFrom(...leaves.flatMap((leaf) => Object.keys(leaf)), '__proto__', 'constructor'),
    fc.string(),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...leaves),
      fc.array(fc.tuple(anyName, fc.jsonValue()), { maxLength: 3 }),
      (leaf, changes) => {
        const text = JSON.stringify({ ...leaf, ...Object.fromEntries(changes) })
        const checked = readAct(JSON.parse(text))
        if ('fault' in checked)
          assert.ok(['unknown-kind', 'unknown-field', 'missing-field', 'wrong-value'].includes(checked.fault))
        else
          for (const [name] of changes)
            assert.ok(name in leaf || optionalIn(leaf.kind, name) || ['on', 'src'].includes(name), text)
      },
    ),
    { numRuns: 5000 },
  )
})

test('what waits for the sequencer has no time yet, or a time', () => {
  for (const leaf of leaves) {
    const { t: _, ...pending } = leaf
    assertLeaf(pending)
    assertLeaf(leaf)
    assert.throws(() => assertLeaf({ ...pending, n: 0 }), /would be no valid leaf: wrong-value n/)
    assert.throws(() => assertLeaf({ ...pending, text: 'nhà ông An' } as typeof pending), /no valid leaf/)
  }
})

test('a leaf in canonical order, which is looked at in one go, is judged as in any other order', () => {
  const value = fc.oneof(
    fc.constantFrom(...leaves.flatMap((leaf) => Object.values(leaf) as unknown[])),
    fc.jsonValue(),
  )
  const name = fc.constantFrom(...leaves.flatMap((leaf) => Object.keys(leaf)), 'other', '__proto__')
  const judged = { valid: 0, wrong: 0 }
  fc.assert(
    fc.property(
      fc.constantFrom(...leaves),
      fc.array(fc.tuple(name, fc.option(value)), { maxLength: 2 }),
      (leaf, changes) => {
        const members = new Map(Object.entries(leaf))
        for (const [changed, to] of changes) {
          if (to === null) members.delete(changed)
          else members.set(changed, to as never)
        }
        const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1))
        const [inOrder, reversed] = [Object.fromEntries(sorted), Object.fromEntries(sorted.toReversed())]
        const verdict = fault(inOrder)
        judged[verdict === 'valid' ? 'valid' : 'wrong']++
        assert.equal(verdict === 'valid', fault(reversed) === 'valid', JSON.stringify(inOrder))
      },
    ),
    { numRuns: 2_000 },
  )
  assert.ok(judged.valid > 100 && judged.wrong > 100, JSON.stringify(judged))
})
