import type { OverviewWords } from '../index.ts'

export const overview: OverviewWords = {
  sorts: {
    late: 'Overdue',
    'due-today': 'Due today',
    'due-week': 'Due this week',
    disputed: 'Called not settled',
    silent: 'Answered, no word since',
    any: 'All, closed ones too',
  },
  nobody: 'Nobody yet',
  left: (name) => `${name} (no longer in the unit)`,
  week: (day) => `Received in the week of ${day}`,
  bulk: {
    label: 'Give out several',
    choose: (code) => `Choose ${code}`,
    chosen: 'Choose',
    all: 'All that the filter finds, not only this page',
    to: 'Give to',
    go: 'Give the chosen ones',
    given: (n) => `${n} given.`,
    refused: (n) => `${n} could not be given:`,
    none: 'None was chosen.',
  },
}
