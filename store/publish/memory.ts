/** What never changes, kept in memory up to a number of bytes: what was asked for longest ago goes first. */

type Kept = { bytes: Uint8Array; packed?: Promise<Uint8Array> }

export type Memory = {
  /** What is kept under this name, or what `make` gives; nothing is kept of nothing. */
  get(name: string, make: () => Promise<Uint8Array | undefined>): Promise<Kept | undefined>
}

export function memoryOf(most: number): Memory {
  const kept = new Map<string, Kept>()
  const coming = new Map<string, Promise<Kept | undefined>>()
  let size = 0
  const keep = (name: string, one: Kept) => {
    kept.set(name, one)
    size += one.bytes.length
    for (const [oldest, { bytes }] of kept) {
      if (size <= most) break
      kept.delete(oldest)
      size -= bytes.length
    }
  }
  return {
    async get(name, make) {
      const known = kept.get(name)
      if (known) {
        kept.delete(name)
        kept.set(name, known)
        return known
      }
      // Many ask at once for what has just been published.
      let made = coming.get(name)
      if (!made) {
        made = make()
          .then((bytes) => {
            const one = bytes && { bytes }
            if (one) keep(name, one)
            return one
          })
          .finally(() => coming.delete(name))
        coming.set(name, made)
      }
      return made
    },
  }
}
