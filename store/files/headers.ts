/** How a kept file is sent to a browser: as a download that can run nothing, reach nothing and be framed by nobody. */

import { endings, type Type } from './kinds.ts'

/** A preview is a picture that we made ourselves, and the only thing that is shown in a page. */
export function headersOf({
  type,
  size,
  i,
  preview,
}: {
  type: Type
  size: number
  i: number
  preview: boolean
}): Record<string, string> {
  return {
    'content-type': type,
    'content-length': String(size),
    // What people call their files is not kept.
    'content-disposition': preview ? 'inline' : `attachment; filename="tep-${i + 1}.${endings[type]}"`,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-download-options': 'noopen',
    'x-robots-tag': 'noindex, nofollow, noarchive',
  }
}
