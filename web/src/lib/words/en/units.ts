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
  dialogues: (n, year) => `Dialogues of ${year}: ${n} held`,
  title: 'Places',
  lead: 'A page for each place: its figures, its dialogues, and the places within it.',
  levels: {
    province: 'Province',
    office: 'Departments',
    commune: 'Communes, wards, special zones',
    district: 'Districts (abolished on 1 July 2025)',
    village: 'Villages and residential groups',
  },
  find: {
    label: 'Find another place',
    own: 'See where you live',
    example: 'Commune, ward, department…',
    hint: 'Type the name with or without Vietnamese marks.',
    go: 'Find',
    all: 'List of all places',
    several: (n, asked) => `${n} places match “${asked}”. Which one do you mean?`,
    none: (asked) => `No place is called “${asked}”`,
  },
}
