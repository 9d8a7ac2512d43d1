/**
 * Every page and action below /can-bo, and who may use it. What has no row is shut. `anyone` needs no account, `staff`
 * needs one and nothing more; where roles are named, the page itself asks the rules, and a test walks every row as every
 * role at every place (web/tests/staff-permissions.test.ts).
 */

import { inReach, type Permission, peoplePermissions } from '@goc/domain/people/permissions.ts'
import { petitionPermissions, readingPermissions, takingIn } from '@goc/domain/petitions/permissions.ts'

export type Door = 'anyone' | 'staff' | Permission

const log = peoplePermissions['read-access-log']
const accounts = peoplePermissions['keep-accounts']

export const doors: Readonly<Record<string, Door>> = {
  'GET /staff': 'staff',

  'GET /staff/sign-in': 'anyone',
  'POST /staff/sign-in?/password': 'anyone',
  'POST /staff/sign-in?/passkey': 'anyone',
  'POST /staff/sign-in/passkey': 'anyone',
  'GET /staff/sign-in/second': 'anyone',
  'POST /staff/sign-in/second?/code': 'anyone',
  'GET /staff/sign-in/provider': 'anyone',
  'GET /staff/sign-in/provider/back': 'anyone',
  'POST /staff/sign-out': 'anyone',

  'GET /staff/invitation': 'anyone',
  'POST /staff/invitation?/accept': 'anyone',
  'GET /staff/invitation/[token]': 'anyone',

  'GET /staff/account': 'staff',
  'POST /staff/account?/prove': 'staff',
  'POST /staff/account?/password': 'staff',
  'POST /staff/account?/removeCodeApp': 'staff',
  'POST /staff/account?/removePasskey': 'staff',
  'POST /staff/account?/recoveryCodes': 'staff',
  'POST /staff/account?/digest': 'staff',
  'POST /staff/account?/endSession': 'staff',
  'POST /staff/account?/endOthers': 'staff',
  'POST /staff/account/passkey': 'staff',
  'GET /staff/account/second': 'staff',
  'POST /staff/account/second?/codeApp': 'staff',
  'POST /staff/account/second?/passkey': 'staff',

  'GET /staff/log': log,
  'GET /staff/accounts': accounts,
  'POST /staff/accounts?/add': accounts,
  'GET /staff/accounts/[id]': accounts,
  'POST /staff/accounts/[id]?/give': accounts,
  'POST /staff/accounts/[id]?/end': accounts,
  'POST /staff/accounts/[id]?/reset': accounts,
  'POST /staff/accounts/[id]?/endSessions': accounts,
  'POST /staff/accounts/[id]?/disable': accounts,
  'POST /staff/accounts/[id]?/enable': accounts,

  'GET /staff/overview': petitionPermissions.assign,

  'GET /staff/reception': takingIn,
  'POST /staff/reception?/take': takingIn,
  'GET /staff/reception/rekey': readingPermissions.note,
  'POST /staff/reception/rekey?/ask': petitionPermissions['ask-rekey'],
  // Whether it is another office and another person than asked, the page says in words.
  'POST /staff/reception/rekey?/grant': petitionPermissions.rekey,

  'GET /staff/matters': readingPermissions.queue,
  'POST /staff/matters?/assign': petitionPermissions.assign,
  'GET /staff/matters/[id]': readingPermissions.queue,
  'GET /staff/files/[name]': readingPermissions.queue,
  'POST /staff/matters/[id]?/accept': petitionPermissions.accept,
  'POST /staff/matters/[id]?/assign': petitionPermissions.assign,
  'POST /staff/matters/[id]?/askInfo': petitionPermissions['ask-info'],
  'POST /staff/matters/[id]?/draft': petitionPermissions.draft,
  'POST /staff/matters/[id]?/return': petitionPermissions.return,
  'POST /staff/matters/[id]?/answer': petitionPermissions.answer,
  'POST /staff/matters/[id]?/decline': petitionPermissions.decline,
  'POST /staff/matters/[id]?/transfer': petitionPermissions.transfer,
  'POST /staff/matters/[id]?/extend': petitionPermissions.extend,
  'POST /staff/matters/[id]?/correct': petitionPermissions.correct,
  // Who may review depends on who declined, too: the rules say it, and their tests.
  'POST /staff/matters/[id]?/review': { leader: inReach, supervisor: inReach },
  'POST /staff/matters/[id]?/note': readingPermissions.note,
  'POST /staff/matters/[id]?/sender': readingPermissions.sender,
  'POST /staff/matters/[id]?/publish': readingPermissions.note,
}

/** How a request names its door: `POST /staff/account?/prove`. The first key with a slash is the action, as in SvelteKit. */
export function doorOf(method: string, route: string, search: URLSearchParams): string {
  if (method === 'GET' || method === 'HEAD') return `GET ${route}`
  const action = [...search.keys()].find((key) => key.startsWith('/'))
  return `${method} ${route}${action === undefined ? '' : `?${action}`}`
}
