import type { UnitsWords } from '../index.ts'

export const units: UnitsWords = {
  kinds: {
    province: 'Province',
    office: 'Department',
    commune: 'Commune',
    ward: 'Ward',
    'special-zone': 'Special zone',
    district: 'District (abolished on 1 July 2025)',
    village: 'Village',
    'residential-group': 'Residential group',
  },
  code: 'code',
  belongs: (name) => `part of ${name}`,
  all: 'See all figures of this place',
  children: 'It holds',
}
