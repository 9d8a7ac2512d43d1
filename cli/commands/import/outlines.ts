import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { nameKey } from '@goc/domain/units/names.ts'
import { today } from '@goc/store/clock.ts'
import { openStore } from '@goc/store/database.ts'
import { keepOutlines, type Outline } from '@goc/store/outlines.ts'
import { type NamedTree, readTree } from '@goc/store/units.ts'
import * as v from 'valibot'
import { withDatabase } from '../../instance.ts'
import { UsageError } from '../../usage-error.ts'

export const summary = 'takes in the outlines of units, for maps'
export const usage = `goc import outlines FILE.geojson [--source TEXT] [--data DIR]

Takes each feature whose "code" (or "id") is a unit's, or whose "fullName" or "name" is the one name of a unit.
Outlines are for drawing only: they are no part of the record.

  --source  who drew them, for the line under the map`

const position = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(2))
const ring = v.pipe(v.array(position), v.minLength(4))
const feature = v.object({
  properties: v.nullable(v.record(v.string(), v.unknown())),
  geometry: v.variant('type', [
    v.object({ type: v.literal('Polygon'), coordinates: v.array(ring) }),
    v.object({ type: v.literal('MultiPolygon'), coordinates: v.array(v.array(ring)) }),
  ]),
})
const collection = v.object({ type: v.literal('FeatureCollection'), features: v.array(feature) })

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { source: { type: 'string' }, data: { type: 'string' } },
  })
  const [file, ...rest] = positionals
  if (!file || rest.length > 0) throw new UsageError('one GeoJSON file is needed')
  const parsed = v.safeParse(collection, JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) {
    const { path, message } = parsed.issues[0]
    throw new Error(
      `${file}: is no FeatureCollection of polygons: ${path?.map(({ key }) => key).join('.') ?? ''} ${message}`,
    )
  }
  return withDatabase(values, async (url) => {
    const store = openStore(url)
    try {
      const tree = await readTree(store.db)
      const outlines = new Map<string, Outline>()
      const unknown: string[] = []
      for (const { properties, geometry } of parsed.output.features) {
        const unit = unitOf(tree, properties ?? {})
        if (unit) outlines.set(unit, { unit, geometry, source: values.source ?? '' })
        else unknown.push(String(properties?.fullName ?? properties?.name ?? properties?.code ?? '?'))
      }
      await keepOutlines(store.db, [...outlines.values()])
      console.log(`outlines of ${outlines.size} units`)
      if (unknown.length > 0)
        console.log(
          `left out, no such unit here: ${unknown.slice(0, 20).join(', ')}${unknown.length > 20 ? ', …' : ''}`,
        )
      return outlines.size > 0 ? 0 : 1
    } finally {
      await store.close()
    }
  })
}

/** The unit that a feature means: by code, else by a name that only one unit has. */
function unitOf(tree: NamedTree, properties: Record<string, unknown>): string | undefined {
  for (const code of [properties.code, properties.id]) {
    const found = typeof code === 'string' ? tree.coded(code, today()) : undefined
    if (found) return found.id
  }
  for (const name of [properties.fullName, properties.name]) {
    if (typeof name !== 'string') continue
    const named = tree.labels().filter((label) => nameKey(label.name) === nameKey(name))
    if (named.length === 1) return named[0]!.id
  }
  return undefined
}
