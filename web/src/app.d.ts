import type { Means } from '@goc/store/people/means.ts'
import type { Person } from '@goc/store/people/sessions.ts'
import type { Lang } from '#lib/lang.ts'
import type { Readers } from '#lib/server/read.ts'
import type { IdentityProvider } from '../server/oidc.ts'

declare global {
  namespace App {
    interface Locals {
      lang: Lang
      /** Step of text size that the visitor chose, 0 to 4. */
      scale: number
      read: Readers
      today: string
      /** What keeping staff accounts needs; absent where there is no store. */
      people: Means | undefined
      /** Whoever is signed in. */
      person: Person | undefined
      provider: IdentityProvider | undefined
    }
  }
}
