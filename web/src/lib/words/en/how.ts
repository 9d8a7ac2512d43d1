import type { HowWords } from '../index.ts'

export const how: HowWords = {
  title: 'How we count',
  lead: 'Every figure on Gốc comes from counting what is entered in the public record. None is typed in. Whoever downloads the record and counts by the sentences below gets the same figure.',
  rules: [
    'Days are days in Vietnam.',
    'A period includes its first and its last day.',
    'Results are as of the last second of the period. What happens later does not change a past period’s figure.',
    'Rates are stored nowhere. A rate is always one count divided by another, rounded to one decimal.',
    'A province’s figures include its departments and all communes, wards and special zones, as its borders were on the last day.',
  ],
  rulesTitle: 'Five rules for all',
  dialogues: 'Dialogue conferences',
  opinions: 'Opinions',
  terms: {
    held: ['Held', 'The dialogue started in the period and really took place.'],
    regularity: ['Periodic, extraordinary', 'The kind given when the dialogue was announced.'],
    mode: ['In person, online, hybrid', 'How the dialogue really took place.'],
    cancelled: [
      'Cancelled, postponed',
      'A dialogue planned within the period that did not take place or was put off.',
    ],
    minutes: [
      'Minutes published',
      'A dialogue of the period has its minutes published, even after the period.',
    ],
    attendees: ['Attendance', 'The sum over dialogues held. Whoever came twice counts twice.'],
    communes: [
      'Communes, wards, special zones with a dialogue',
      'Places with at least one dialogue held in the period.',
    ],
    received: [
      'Received',
      'Opinions raised at dialogues held in the period, whatever the day they were entered.',
    ],
    resolved: ['Resolved', 'Answered before the period ended, and not reopened by then.'],
    onTime: [
      'On time, late',
      'The day of the last answer against the due day. An answer on the due day is on time.',
    ],
    overdue: ['Open and overdue', 'Not resolved, and the due day lies before the period’s last day.'],
    reopened: ['Reopened at least once', 'Answered, and then taken up again.'],
    confirmed: [
      'Confirmed, disputed',
      'Said by whoever raised it, with a receipt that nobody else holds. The office has no such key and cannot speak in their place. A mark in older books is no confirmation.',
    ],
    silent: [
      'No word after 15 days',
      'Answered more than 15 days ago, and not a word since. Silence is not satisfaction.',
    ],
    imported: [
      'Entered from older books',
      'Opinions from before Gốc, copied from offices’ books. How many is always shown.',
    ],
    few: [
      'Fewer than 5',
      'Breakdowns put entries of fewer than 5 opinions together, and places with fewer than 5 have no rate, so that nobody is revealed.',
    ],
  },
  law: 'Basis',
  lawArticle: (law, article) => `Article ${article}, Law ${law}`,
  proposal: 'A convention of Gốc',
  verify: 'Count it yourself',
  verifyHow: 'On a machine with Node, run this. It uses nothing of the server but the record.',
}
