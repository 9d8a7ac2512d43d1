/** What is printed for someone at the desk: an A6 sheet with the receipt, and nothing of it kept. */

import type { UnitLabel } from '@goc/store/units.ts'
import type { Qr } from '../matters/qr.ts'

export type Slip = {
  id: string
  code: string
  /** The request that made it: where the officer's device made the receipt, it finds the secret by this. */
  request: string
  unit: UnitLabel
  field: string
  due: number
  index?: number
  joined: boolean
  /** The receipt is inside the envelope that the person holds: no secret is shown here. */
  envelope?: boolean
  /** It takes the place of one that was lost. */
  anew?: boolean
  /** Absent where the officer's device made it, and shows it itself. */
  receipt?: { link: string; letters: string; qr: Qr }
}
