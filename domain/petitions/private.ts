/** What in someone's words may be private: only marked for an officer, who decides (domain.md §11). */

const patterns: readonly RegExp[] = [
  // Twelve digits of a citizen's number, nine of an old card; telephone numbers; addresses of mail.
  /(?<!\d)\d{12}(?!\d)/g,
  /(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)/g,
  /(?<!\d)\d{9}(?!\d)/g,
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g,
  // Someone who is called by name.
  /(?<![\p{L}\p{M}])(?:ông|bà|anh|chị|cô|chú|em|Ông|Bà|Anh|Chị|Cô|Chú)(?: \p{Lu}[\p{L}\p{M}]*){1,4}/gu,
]

/** The parts that may be private, each once, in their order. */
export function maybePrivate(text: string): string[] {
  const found = patterns.flatMap((pattern) =>
    [...text.normalize('NFC').matchAll(pattern)].map((match) => ({ at: match.index, part: match[0] })),
  )
  found.sort((a, b) => a.at - b.at || b.part.length - a.part.length)
  return [...new Set(found.map(({ part }) => part))]
}
