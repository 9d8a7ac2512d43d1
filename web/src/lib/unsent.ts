/**
 * What a public page loads never travels: it runs none of SvelteKit's script. SvelteKit writes the data out as script
 * all the same and throws that away, which costs more than drawing the page. What is marked here it leaves alone.
 */

const marked = new WeakSet<object>()

/** Marks what a public page's `load` gives; the page itself gets it whole. */
export function unsent<Data extends object>(data: Data): Data {
  marked.add(data)
  return data
}

export const isUnsent = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && marked.has(value)
