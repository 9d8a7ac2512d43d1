/** Outlines of units for maps: what `goc import outlines` was given. They prove nothing and are not in the record. */

import { sql } from 'kysely'
import type { Database } from './database.ts'

/** A GeoJSON geometry (RFC 7946), WGS 84. */
export type Geometry = { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown[] }
export type Outline = { unit: string; geometry: Geometry; source: string }

type Feature = { type: 'Feature'; properties: { id: string }; geometry: never }

/** The outlines of these units as a GeoJSON FeatureCollection; undefined when there is none. */
export async function readOutlines(db: Database, units: readonly string[]) {
  if (units.length === 0) return undefined
  const rows = await db
    .selectFrom('outline')
    .select(['unit', 'geometry'])
    .where('unit', 'in', units)
    .execute()
  if (rows.length === 0) return undefined
  const features = rows.map(
    ({ unit, geometry }): Feature => ({
      type: 'Feature',
      properties: { id: unit },
      geometry: geometry as never,
    }),
  )
  return { type: 'FeatureCollection' as const, features }
}

/** Keeps outlines; one that is there already is replaced. */
export async function keepOutlines(db: Database, outlines: readonly Outline[]): Promise<void> {
  await sql`
    insert into outline (unit, geometry, source)
    select * from unnest(${outlines.map((one) => one.unit)}::text[],
                         ${outlines.map((one) => JSON.stringify(one.geometry))}::jsonb[],
                         ${outlines.map((one) => one.source)}::text[])
    on conflict (unit) do update set geometry = excluded.geometry, source = excluded.source`.execute(db)
}
