/** For tests: rows of a well-formed CSV file (RFC 4180), by the names in its first line. */
export function csv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text)
    if (!match) throw new Error(`no CSV in row ${rows.length}`)
    const [, quoted, plain, end] = match
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!)
    if (end !== ',' && cell.lastIndex < text.length) rows.push([])
  }
  const [names, ...records] = rows
  return records.map((record) => Object.fromEntries(names!.map((name, i) => [name, record[i] ?? ''])))
}
