/** Headers that every answer carries; the content policy of pages is SvelteKit's own (vite.config.ts). */

import type { ServerResponse } from 'node:http'

const always: [name: string, value: string][] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['x-frame-options', 'DENY'],
  ['cross-origin-opener-policy', 'same-origin'],
  [
    'permissions-policy',
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
  ],
]

// A worker answers to the policy of its own file: libsodium needs to compile its WebAssembly there, and only there.
const smallModules =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; frame-ancestors 'none'"

export function guard(response: ServerResponse, path: string, secure: boolean): void {
  for (const [name, value] of always) response.setHeader(name, value)
  if (secure) response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains')
  if (path.startsWith('/s/')) response.setHeader('content-security-policy', smallModules)
}
