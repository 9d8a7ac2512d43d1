import { stat } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { collectFaults } from '@goc/store/books/fault.ts'
import { enterYear } from '@goc/store/books/year.ts'
import { now } from '@goc/store/clock.ts'
import type { Store } from '@goc/store/database.ts'
import type { MasterKeys } from '@goc/store/keys.ts'
import { languageOf, summary as summaryOf } from '../../import/summary.ts'
import { describeAll } from '../../import/words.ts'
import { columnNames, fileNames, sizeOf, yearIn } from '../../import/year.ts'
import { showProgress } from '../../progress.ts'
import { withBooks } from '../../record.ts'
import { UsageError } from '../../usage-error.ts'

export const summary = "imports one year of a province's books"
export const usage = `goc import year DIR [OPTIONS]

Reads DIR/units.csv (not needed when the units are known), dialogues.csv, opinions.csv and resolutions.csv, checks
all of it, and enters it in the record: everything, or nothing when there is a fault. What was imported before is
left as it is, and what a later export has at the end is added. May be interrupted and run again at any time.

  --dry-run         only checks, and says what would be entered
  --publish-texts   makes the texts of opinions public. Only for texts without personal data: nobody's name, address,
                    telephone or case may be in them. Without it texts are kept sealed, and pages show their fields
  --lang vi|en      the language of faults and the summary (vi)
  --data DIR        the folder of the instance (GOC_DATA, else ./data)`

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      'publish-texts': { type: 'boolean', default: false },
      lang: { type: 'string' },
      data: { type: 'string' },
    },
  })
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) throw new UsageError('import year: give one folder DIR')
  const language = languageOf(values.lang)
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new UsageError(`import year: there is no folder ${path.resolve(folder)}`)

  const dryRun = values['dry-run']
  const faults = collectFaults(fileNames, columnNames)
  const enter = async ({ store, master }: { store: Store; master: MasterKeys }) => {
    const all = await sizeOf(folder)
    const reading = showProgress(language === 'vi' ? 'đọc' : 'reading')
    const entering = showProgress(language === 'vi' ? 'ghi' : 'entering')
    let read = 0
    const year = yearIn(folder, faults, (bytes) => {
      read += bytes
      reading.at(read, all)
      if (read >= all) reading.end()
    })
    const entered = await enterYear(store, year, {
      master,
      faults,
      now: now(),
      dryRun,
      publishTexts: values['publish-texts'],
      progress: (done, total) => entering.at(done, total),
    })
    entering.end()
    return faults.count > 0 ? describeAll(faults, language) : summaryOf(entered, dryRun, language)
  }
  const text = await withBooks(values, dryRun, enter)
  process.stdout.write(`${text}\n`)
  return faults.count > 0 ? 1 : 0
}
