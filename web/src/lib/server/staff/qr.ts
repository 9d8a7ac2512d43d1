/** A QR code as the path of an SVG: drawn on the server, no script, no picture from elsewhere. */

import { encode } from 'uqr'

export type Qr = { size: number; path: string }

/** One unit a square, with the quiet border of four that ISO/IEC 18004 asks for. */
export function qrOf(text: string): Qr {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: path.join('') }
}
