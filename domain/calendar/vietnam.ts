/**
 * Working days of state offices in Vietnam (domain.md §9): Labour Code art. 112, the Prime Minister's yearly
 * notices, Resolution 28/2026/QH16. Facts only; how days are counted is in `calendar.ts`.
 */

import { calendarOf, type WorkCalendar } from './calendar.ts'
import type { CalendarTables, DayReason, FixedHoliday, Grade, NamedDay } from './data.ts'

const on = (day: string, reason: DayReason, grade: Grade = 'V'): NamedDay => ({ day, reason, grade })

const labourCode = '45/2019/QH14, 112'

/** Those with a date of their own; Tết, Hùng Kings and the second National Day wait for the year's table. */
const fixed: FixedHoliday[] = [
  { date: '01-01', reason: 'new-year', madeUp: true, basis: labourCode },
  { date: '04-30', reason: 'victory', madeUp: true, basis: labourCode },
  { date: '05-01', reason: 'labour', madeUp: true, basis: labourCode },
  { date: '09-02', reason: 'national', madeUp: true, basis: labourCode },
  // A day off outside article 112, so nothing makes up for it.
  { date: '11-24', reason: 'culture', from: '2026-07-01', madeUp: false, basis: '28/2026/QH16, 2' },
]

export const vietnam: CalendarTables = {
  id: 'vn-2026-11',
  restWeekdays: [6, 0],
  fixed,
  // Usual, and set by each province: a unit with other hours has an override (grade M).
  hours: [
    { opens: 8 * 60, closes: 12 * 60 },
    { opens: 13 * 60, closes: 17 * 60 },
  ],
  years: [
    {
      year: 2025,
      complete: true,
      basis: ['6150/TB-BLĐTBXH'],
      off: [
        on('2025-01-01', 'new-year'),
        on('2025-01-27', 'tet'),
        on('2025-01-28', 'tet'),
        on('2025-01-29', 'tet'),
        on('2025-01-30', 'tet'),
        on('2025-01-31', 'tet'),
        on('2025-04-07', 'hung-kings'),
        on('2025-04-30', 'victory'),
        on('2025-05-01', 'labour'),
        on('2025-05-02', 'swapped'),
        on('2025-09-01', 'national'),
        on('2025-09-02', 'national'),
      ],
      worked: [on('2025-04-26', 'swapped')],
    },
    {
      year: 2026,
      complete: false,
      // A swap of Monday 23 November was proposed and no decision was found: the Saturdays beside it are in doubt
      // with it. The swap of 2 January is from memory.
      open: ['2026-01-02', '2026-01-10', '2026-11-21', '2026-11-23', '2026-11-28'],
      basis: ['9441/TB-BNV', '12729/VPCP-KGVX', '3383/BNV-CVL', '28/2026/QH16'],
      off: [
        on('2026-01-01', 'new-year'),
        on('2026-01-02', 'swapped', 'M'),
        on('2026-02-16', 'tet'),
        on('2026-02-17', 'tet'),
        on('2026-02-18', 'tet'),
        on('2026-02-19', 'tet'),
        on('2026-02-20', 'tet'),
        // Hùng Kings' day itself was Sunday the 26th.
        on('2026-04-27', 'made-up', 'V*'),
        on('2026-04-30', 'victory'),
        on('2026-05-01', 'labour'),
        on('2026-08-31', 'swapped', 'V*'),
        on('2026-09-01', 'national'),
        on('2026-09-02', 'national'),
        on('2026-11-24', 'culture', 'V*'),
      ],
      worked: [on('2026-01-10', 'swapped', 'M'), on('2026-08-22', 'swapped', 'V*')],
    },
    {
      year: 2027,
      // The notice that names the days of Tết, the second National Day and the swaps was not found.
      complete: false,
      basis: [labourCode, '28/2026/QH16'],
      off: [
        on('2027-01-01', 'new-year'),
        // Tết is Saturday 6 February. Five days from the 4th or from the 5th, and two that make up for the weekend:
        // these are off either way.
        on('2027-02-05', 'tet', 'C'),
        on('2027-02-08', 'tet', 'C'),
        on('2027-02-09', 'tet', 'C'),
        on('2027-02-10', 'made-up', 'C'),
        on('2027-04-16', 'hung-kings', 'C'),
        on('2027-04-30', 'victory'),
        // The day itself is a Saturday.
        on('2027-05-03', 'made-up'),
        on('2027-09-02', 'national'),
        on('2027-11-24', 'culture', 'V*'),
      ],
      worked: [],
    },
  ],
}

/** For units that have nothing otherwise. */
export const vietnamCalendar: WorkCalendar = calendarOf(vietnam)
