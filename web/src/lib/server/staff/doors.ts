/**
 * Every page and action below /can-bo, and who may use it. What has no row is shut. `anyone` needs no account, `staff`
 * needs one and nothing more; where roles are named, the page itself asks the rules, and a test walks every row as every
 * role at every place (web/tests/staff-permissions.test.ts).
 */

import { type Permission, peoplePermissions } from '@goc/domain/people/permissions.ts'

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
  'POST /staff/account?/endSession': 'staff',
  'POST /staff/account?/endOthers': 'staff',
  'POST /staff/account/passkey': 'staff',
  'GET /staff/account/second': 'staff',
  'POST /staff/account/second?/codeApp': 'staff',
  'POST /staff/account/second?/passkey': 'staff',

  'GET /staff/log': log,
  'GET /staff/accounts': accounts,
  'POST /staff/accounts?/add': accounts,
}

/** How a request names its door: `POST /staff/account?/prove`. The first key with a slash is the action, as in SvelteKit. */
export function doorOf(method: string, route: string, search: URLSearchParams): string {
  if (method === 'GET' || method === 'HEAD') return `GET ${route}`
  const action = [...search.keys()].find((key) => key.startsWith('/'))
  return `${method} ${route}${action === undefined ? '' : `?${action}`}`
}
