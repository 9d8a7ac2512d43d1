import type { Lang } from '#lib/lang.ts'
import type { Readers } from '#lib/server/read.ts'

declare global {
  namespace App {
    interface Locals {
      lang: Lang
      /** Step of text size that the visitor chose, 0 to 4. */
      scale: number
      read: Readers
      today: string
    }
  }
}
