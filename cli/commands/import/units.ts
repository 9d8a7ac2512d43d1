import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { isDay } from '@goc/domain/day.ts'
import { collectFaults } from '@goc/store/books/fault.ts'
import { allOrNothing } from '@goc/store/books/transaction.ts'
import { enterUnits, type ToldUnit } from '@goc/store/books/units.ts'
import { now } from '@goc/store/clock.ts'
import type { Store } from '@goc/store/database.ts'
import type { MasterKeys } from '@goc/store/keys.ts'
import { languageOf, summary as summaryOf } from '../../import/summary.ts'
import { readUnitFile } from '../../import/unit-files.ts'
import { joinUnits } from '../../import/units.ts'
import { describeAll } from '../../import/words.ts'
import { showProgress } from '../../progress.ts'
import { withBooks } from '../../record.ts'
import { UsageError } from '../../usage-error.ts'

export const summary = 'imports administrative units: your own list, or the national ones'
export const usage = `goc import units FILE… [OPTIONS]

Recognises each FILE by its columns: units.csv (code,name,type,parent,households,population), the national lists
communes.csv, provinces.json and a province's communes in JSON, which hold since 2025-07-01, and old_to_new_wards.csv:
what ended on 2025-06-30 and who succeeded it. Old units get the id CODE.2025, because old and new codes collide.
Enters all, or nothing when there is a fault. Households and population are checked and not kept: the record
holds no such numbers.

  --province CODE   only this province of the national lists; the province of a list that names none
  --from DAY        the day from which changed names and parents hold (2026-01-01)
  --dry-run         only checks, and says what would be entered
  --lang vi|en      the language of faults and the summary (vi)
  --data DIR        the folder of the instance (GOC_DATA, else ./data)`

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      province: { type: 'string' },
      from: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      lang: { type: 'string' },
      data: { type: 'string' },
    },
  })
  const { province, from, 'dry-run': dryRun } = values
  if (positionals.length === 0) throw new UsageError('import units: which FILE?')
  const language = languageOf(values.lang)
  if (from !== undefined && !isDay(from))
    throw new UsageError(`--from: "${from}" is no day such as 2026-01-01`)
  if (province !== undefined && !/^[0-9A-Z]{2,16}$/i.test(province))
    throw new UsageError(`--province: "${province}" is no code such as 01 or 25`)

  const faults = collectFaults(positionals.map((path) => basename(path)))
  const told = new Map<string, ToldUnit>()
  const reading = showProgress(language === 'vi' ? 'đọc' : 'reading')
  for (const [index, path] of positionals.entries()) {
    joinUnits(told, (await readUnitFile(path, province, faults)).told, faults)
    reading.at(index + 1, positionals.length)
  }
  reading.end()

  const enter = async ({ store, master }: { store: Store; master: MasterKeys }) => {
    const units = await allOrNothing(store, { faults, dryRun }, (db) =>
      enterUnits({ db, master, faults, now: now(), dry: dryRun }, [...told.values()], from),
    )
    if (faults.count > 0) return describeAll(faults, language)
    return `${summaryOf({ units }, dryRun, language)}\n${notKept[language]}`
  }
  const text = await withBooks(values, dryRun, enter)
  process.stdout.write(`${text}\n`)
  return faults.count > 0 ? 1 : 0
}

const notKept = {
  vi: 'Số hộ và dân số không được ghi vào sổ.',
  en: 'Households and population are not kept in the record.',
}
