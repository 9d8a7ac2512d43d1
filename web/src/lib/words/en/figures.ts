import type { FiguresWords } from '../index.ts'

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

export const figures: FiguresWords = {
  title: 'Figures',
  period: (name) => {
    const [year, of] = [name.slice(0, 4), name.slice(5)]
    if (of === '') return `the year ${year}`
    if (of === 'H1') return `the first half of ${year}`
    if (of === 'H2') return `the second half of ${year}`
    if (of === '9M') return `the first nine months of ${year}`
    return of.startsWith('Q') ? `quarter ${of[1]} of ${year}` : `${months[Number(of) - 1]} ${year}`
  },
  part: (of) => {
    if (of === '') return 'Whole year'
    if (of === 'H1') return 'First half'
    if (of === 'H2') return 'Second half'
    if (of === '9M') return 'First nine months'
    return of.startsWith('Q') ? `Quarter ${of[1]}` : months[Number(of) - 1]!
  },
  soFar: (period, today) => `${period} up to ${today}`,
  span: (from, to) => `${from} to ${to}`,
  resolvedOf: (resolved, received) => `${resolved} of ${received} opinions resolved`,
  noOpinions: 'No opinion belongs to this period',
  parts: {
    confirmed: (n) => `${n} confirmed by people`,
    unconfirmed: (n) => `${n} answered, not confirmed`,
    disputed: (n) => `${n} disputed by people`,
    onTime: (n) => `${n} resolved on time`,
    late: (n) => `${n} resolved late`,
    open: (n) => `${n} open, within time`,
    overdue: (n) => `${n} open and overdue`,
  },
  choose: {
    title: 'Choose a place and a period',
    year: 'Year',
    part: 'Period',
    free: 'Choose days',
    from: 'From',
    to: 'To',
    show: 'Show',
  },
  what: (span, to) =>
    `Counts opinions raised at dialogues held in ${span}. “Resolved” means answered by the end of ${to} and not reopened by then.`,
  ratings:
    'These opinions were entered from offices’ older books and have no receipts. So nobody who raised one has confirmed it; marks in the books do not count as confirmation.',
  how: 'How we count',
  places: 'Place by place',
  placesSee: (n) => `See place by place (${n})`,
  placesLead: 'Each number opens the list of what it counts.',
  placesAll: (n) => `See all ${n} places`,
  placesShown: (shown, n) => `These are ${shown} of ${n} places.`,
  place: 'Place',
  received: 'Received',
  resolved: 'Resolved',
  rate: 'Rate',
  said: 'What people said',
  punctual: 'On time or not',
  sortBy: (what) => `Sort by: ${what}`,
  self: (name) => `${name} (its own)`,
  few: 'Places with fewer than 5 opinions have no rate: too few to compare, and it could show who raised them.',
  spread: 'One place and the others',
  spreadLead: 'Each dot is a commune or ward. The further right, the more of its opinions are resolved.',
  spreadMany:
    'Each column is the number of communes and wards whose share resolved lies between the marks below.',
  spreadAll: (n) => `See the ${n} by name, from high to low`,
  spreadLabel: (n, least, most) => `${n} places, the lowest ${least}, the highest ${most}`,
  whole: 'whole province',
  map: 'On the map',
  mapLead: 'The darker, the more is resolved. White: fewer than 5 opinions.',
  mapOf: (n) =>
    `Map of the share resolved in ${n} communes and wards; all numbers are in the table “Place by place”.`,
  toTable: 'See it as a table',
  years: 'One year and the others',
  yearsLead: 'The whole bar is what was received, the dark part what was resolved by the end of the period.',
  yearsSame: 'The same period of each year.',
  by: {
    field: 'By field',
    kind: 'By kind',
    channel: 'By how it was sent',
    few: (n) => `Others (${n} entries of fewer than 5 opinions)`,
    resolvedOf: 'Resolved / received',
  },
  time: {
    title: 'On time and overdue',
    onTime: 'Resolved on time',
    late: 'Resolved late',
    overdue: 'Open and overdue',
    open: 'Open',
    inTime: 'Open, in time',
    reopened: 'Reopened at least once',
  },
  voice: {
    title: 'What those who raised them said',
    confirmed: 'Confirmed as settled',
    disputed: 'Disputed',
    unconfirmed: 'Answered, and nothing said of it yet',
    silent: 'No word after 15 days',
  },
  dialogues: {
    title: 'Dialogue conferences',
    held: 'Held',
    periodic: 'Periodic',
    extraordinary: 'Extraordinary',
    inPerson: 'In person',
    online: 'Online',
    hybrid: 'Hybrid',
    cancelled: 'Cancelled',
    postponed: 'Postponed',
    minutesPublished: 'Minutes published',
    attendees: 'Attendance',
    communesWithDialogue: 'Communes, wards, special zones with a dialogue',
    see: 'See each dialogue',
  },
  petitions: {
    received: 'Received',
    answered: 'Answered',
    answeredOnTime: 'Answered on time',
    answeredLate: 'Answered late',
    open: 'Open',
    openOverdue: 'Open and overdue',
    joined: 'People who joined',
    declined: 'Declined, with the legal ground',
    transferred: 'Sent to the office in charge',
    rekeyed: 'Verdicts by receipts made anew',
  },
  rooms: { dialogues: 'Dialogue conferences', opinions: 'Opinions', petitions: 'Petitions' },
  other: 'Another figure',
  trust: {
    title: 'Where this figure comes from',
    imported: 'Entered from older books',
    importedOf: (n, all) => `${n} of ${all} opinions`,
    witnessed: 'Witnessed',
    witnessedBy: (n, all) => `by ${n} of ${all}`,
    witnessedNone: 'by nobody yet',
    checkpoint: 'State of the record',
    lines: (n) => `${n} lines`,
    at: 'At',
  },
  list: {
    title: 'What this figure counts',
    lead: 'Each line below is counted once.',
    leadSum: 'The figure is the sum of those who came to the dialogues below.',
    held: (day) => `dialogue of ${day}`,
    line: (index) => `line ${index} of the record`,
    none: 'There is nothing to count here.',
    back: 'Back to the figure',
  },
}
