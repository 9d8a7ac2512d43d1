/** A QR code as one path, for an SVG; level Q, so that a creased print still reads. */

import { encode } from 'uqr'

export type Qr = { size: number; path: string }

export function qrOf(text: string): Qr {
  const { data, size } = encode(text, { ecc: 'Q', border: 2 })
  let path = ''
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) path += `M${x} ${y}h1v1h-1z`
    })
  })
  return { size, path }
}
