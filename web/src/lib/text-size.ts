/** Steps of text size; the style sheet gives each its factor by `html[data-scale]`. */
export const SCALES = 5
export const NORMAL = 1

export function scaleOf(cookie: string | undefined): number {
  return cookie !== undefined && /^[0-4]$/.test(cookie) ? Number(cookie) : NORMAL
}
