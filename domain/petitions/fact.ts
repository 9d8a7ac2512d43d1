/** What is said of a request that the rules allow. */

import type { Command } from '../act.ts'
import { dayOf } from '../day.ts'
import { type PetitionFact, type PetitionVerdict, REOPENINGS } from './acts.ts'
import { kindOf, ownOf, type PetitionRequest } from './request.ts'
import { isKeyed, joinedOf, type Petition, standingOf } from './state.ts'

/** The fact that answers an allowed request: what it says itself, and all that counting it needs. */
export function factOf(petition: Petition | undefined, command: Command<PetitionRequest>): PetitionFact {
  const said = { kind: kindOf[command.do], ...ownOf(command) }
  if (command.do === 'receive') {
    const { keyBy: _, ...rest } = said as Record<string, unknown>
    const keyed = command.key !== undefined
    return { ...(keyed ? said : rest), keyed } as PetitionFact
  }
  return { ...more(petition!, command), ...said } as PetitionFact
}

function more(petition: Petition, command: Command<PetitionRequest>): object {
  const counted = countedOf(petition)
  const before = beforeOf(petition)
  switch (command.do) {
    case 'give-info':
    case 'accept':
    case 'extend':
      return { ...counted, dueWas: petition.due }
    case 'ask-info':
    case 'decline':
    case 'review':
      return counted
    case 'join':
      return { ...counted, keyed: counted.keyed || command.key !== undefined }
    case 'answer':
      return { ...counted, ...before, round: petition.rounds + 1 }
    case 'confirm':
      return {
        ...counted,
        ...spokenOf(petition, command.who, 'confirmed'),
        undoes: petition.stage !== 'answered',
      }
    case 'dispute':
      return {
        ...counted,
        ...spokenOf(petition, command.who, 'disputed'),
        reopens: petition.reopened < REOPENINGS,
      }
    case 'withdraw': {
      const ends = petition.behind.every(({ left }, i) => left || i === command.who)
      return { ...counted, ...before, people: joinedOf(petition), ends }
    }
    case 'transfer':
    case 'resume':
    case 'merge':
      return { ...counted, ...before, people: joinedOf(petition) }
    default:
      return {}
  }
}

/** What every fact repeats for those who count. */
const countedOf = (petition: Petition) => {
  const { due, field, type, channel } = petition
  return { received: dayOf(petition.receivedAt), due, field, type, channel, keyed: isKeyed(petition) }
}

const beforeOf = ({ behind }: Petition): { before?: PetitionVerdict } => {
  const before = standingOf(behind)
  return before === undefined ? {} : { before }
}

function spokenOf(petition: Petition, who: number, verdict: PetitionVerdict) {
  const { round, on, late, keyed } = petition.answer!
  const stands = standingOf(petition.behind.map((one, i) => (i === who ? { ...one, verdict } : one)))
  return {
    keyed,
    round,
    answered: on,
    late,
    ...beforeOf(petition),
    ...(stands !== undefined && { stands }),
    ...(petition.behind[who]?.rekeyed && { rekeyed: true }),
  }
}
