/** Every reason for which staff pages refuse something: a reason without words does not compile. */

import type { HolderRefusal } from '@goc/domain/people/offices.ts'
import type { PeopleRefusal } from '@goc/domain/people/rules.ts'
import type { AccountRefusal } from '@goc/store/people/accounts.ts'
import type { LinkRefusal } from '@goc/store/people/invitations.ts'
import type { OwnRefusal } from '@goc/store/people/own.ts'
import type { SignInRefusal } from '@goc/store/people/sign-in.ts'
import type { ProviderRefusal } from '../../../server/oidc.ts'

export type Refusal =
  | SignInRefusal
  | OwnRefusal
  | LinkRefusal
  | AccountRefusal
  | ProviderRefusal
  | PeopleRefusal
  | HolderRefusal
  | 'passwords-differ'
  | 'no-such-unit'
