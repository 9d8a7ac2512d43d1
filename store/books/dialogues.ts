/** Dialogues of the books, as requests to the rules. */

import { type Day, dayOf, type Moment } from '@goc/domain/day.ts'
import type { MeetingRequest } from '@goc/domain/meetings/rules.ts'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Step, Told } from './enter.ts'
import { type DialogueRow, fileOf } from './rows.ts'

type Complete = { [Name in keyof DialogueRow]: NonNullable<DialogueRow[Name]> } & Pick<
  DialogueRow,
  'noticeOn' | 'minutesOn' | 'attendees'
>

/** Those without a fault, in the order of their lines, after the line `after`. */
export async function dialoguesAfter(db: Database, after: number, limit: number): Promise<Complete[]> {
  const { rows } = await sql<Complete>`
    select * from book_dialogues where line > ${after} and not bad order by line limit ${limit}`.execute(db)
  return rows
}

export function tellDialogue(row: Complete): Told<MeetingRequest> {
  const { line, id, unit, regularity, mode, starts, topic, chair, noticeOn, minutesOn } = row
  const at = (column: string) => ({ file: fileOf('dialogues'), line, column })
  const day = dayOf(starts as Moment)
  return {
    id,
    at: at('id'),
    words: [
      { kind: 'topic', i: 0, text: topic, public: true },
      { kind: 'chair', i: 0, text: chair, public: true },
    ],
    steps(sealed) {
      const call = { do: 'call', unit, regularity, mode, starts } as const
      const steps: Step<MeetingRequest>[] = [
        {
          on: noticeOn ?? day,
          request: { ...call, topic: sealed('topic'), chair: sealed('chair') },
          at: at('id'),
        },
        { on: day, request: outcome(row), at: at('status') },
      ]
      if (minutesOn)
        steps.push({
          on: minutesOn as Day,
          request: { do: 'publish-minutes' },
          at: at('minutes_published'),
        })
      return steps
    },
  }
}

function outcome({ status, mode, starts, attendees }: Complete): MeetingRequest {
  switch (status) {
    case 'held':
      return { do: 'hold', mode, starts, attendees: attendees! }
    case 'cancelled':
      return { do: 'cancel' }
    case 'postponed':
      return { do: 'postpone' }
  }
}
