import { ruleWordsEn } from './rules.ts'
import type { FaultWords } from './words.ts'

const utf8 = 'open the file, turn its font into Unicode, and save it as “CSV UTF-8”'

export const faultWordsEn: FaultWords = {
  'file-missing': () => [
    'there is no such file',
    'put it into the folder under this name (units.csv may be absent when units were imported)',
  ],
  'file-empty': () => ['the file is empty', 'export it again; its first line names the columns'],
  'unknown-format': ({ value }) => [
    `no known file has the header “${value}”`,
    'give units.csv (code,name,type,parent,…), communes.csv, provinces.json, a JSON list of communes or old_to_new_wards.csv',
  ],
  'encoding-unknown': () => ['the encoding of the file cannot be known for certain', utf8],
  'encoding-tcvn3': () => ['the file is in the old encoding TCVN3 (ABC, fonts .VnTime)', utf8],
  'encoding-vni': () => ['the file is in the old encoding VNI (fonts VNI-Times)', utf8],
  'encoding-broken': () => ['the text is damaged', 'type it anew here, and save the file as “CSV UTF-8”'],
  'quote-not-closed': () => [
    'a quote is opened and never closed; what follows cannot be read',
    'add the closing " of this cell',
  ],
  'quote-misplaced': () => [
    'a quote stands where none may; what follows cannot be read',
    'put the whole cell in quotes and double those within: "" for "',
  ],
  'column-unknown': ({ value, hint }) => [
    `there is no column “${value}”`,
    `leave it out or mend its name; columns: ${hint}`,
  ],
  'column-missing': ({ value }) => [
    `the column “${value}” is missing`,
    'add it (its cells may be empty where they are not required)',
  ],
  'column-twice': ({ value }) => [`the column “${value}” is there twice`, 'keep one of them'],
  'cells-too-few': ({ value, hint }) => [
    `the row has ${value} cells and needs ${hint}`,
    'add what is missing; look at separators and quotes',
  ],
  'cells-too-many': ({ value, hint }) => [
    `the row has ${value} cells and needs ${hint}`,
    'leave out what is too much; a cell with a separator in it must be in quotes',
  ],
  'cell-empty': () => ['a required cell is empty', 'fill it in'],
  formula: ({ value }) => [
    `the cell looks like a formula: “${value}”`,
    'take away the =, +, -, @ or tab at its start, and leave only words',
  ],
  'text-garbled': ({ value, hint }) => [
    `the text was read in a wrong encoding (${hint}): “${value}”`,
    'turn the font into Unicode in the original and export it again as “CSV UTF-8”',
  ],
  'not-one-of': ({ value, hint }) => [`“${value}” is not in the list`, `use one of: ${hint}`],
  'not-a-code': ({ value, hint }) => [
    `“${value}” is no code (small letters without marks, digits, underscores)`,
    hint ? `write ${hint}` : 'use a code such as dat_dai',
  ],
  'not-an-id': ({ value }) => [
    `“${value}” cannot be an id`,
    'use letters without marks, digits, and . _ - within',
  ],
  'not-a-number': ({ value, hint }) => [
    `“${value}” is no whole number in ${hint}`,
    'write a whole number without points or words',
  ],
  'not-a-day': ({ value }) => [`“${value}” is no day`, 'write 2025-03-10 or 10/03/2025'],
  'no-such-day': ({ value }) => [`the calendar has no “${value}”`, 'mend it after the original book'],
  'excel-day': ({ value, hint }) => [
    `“${value}” is a day number of Excel`,
    `format the cell as a date and export again; it may be ${hint}`,
  ],
  'not-a-time': ({ value, hint }) => [
    `“${value}” is no time`,
    `write day, time and offset as in ${hint ?? '2025-03-10T08:00:00+07:00'}`,
  ],
  'no-offset': ({ value, hint }) => [`“${value}” has no offset`, `in Vietnamese time write ${hint}`],
  'id-twice': ({ value, hint }) => [
    `the id “${value}” is already in line ${hint}`,
    'an id is used once: take out a row or give it another id',
  ],
  'unknown-unit': ({ value }) => [
    `there is no unit “${value}”`,
    'mend the code, add the unit to units.csv, or import units first (goc import units)',
  ],
  'leading-zero-lost': ({ value, hint }) => [
    `the code “${value}” has lost its leading zero`,
    `write ${hint} (format the column as text in Excel)`,
  ],
  'unknown-dialogue': ({ value }) => [
    `dialogues.csv has no dialogue “${value}”`,
    'mend the id or add the dialogue',
  ],
  'unknown-opinion': ({ value }) => [
    `opinions.csv has no opinion “${value}”`,
    'mend the id or add the opinion',
  ],
  'dialogue-not-held': ({ value, hint }) => [
    `the dialogue “${value}” (dialogues.csv:${hint}) was not held`,
    'mend dialogue_id, or the status of the dialogue',
  ],
  'unit-differs': ({ value, hint }) => [
    `the unit “${value}” is not the dialogue's (${hint})`,
    `write ${hint}; who answers stands in assigned_unit`,
  ],
  'unit-did-not-stand': ({ value, hint }) => [
    `the unit “${value}” did not stand on the day of the dialogue`,
    hint ? `the unit of that code was then ${hint}: write ${hint}` : 'write the unit that stood on that day',
  ],
  'in-the-future': ({ value }) => [`“${value}” lies in the future`, 'mend it: books hold what has been'],
  'notice-after-start': ({ value, hint }) => [
    `announced on ${value}, after the dialogue of ${hint}`,
    'mend the day, or leave it empty',
  ],
  'minutes-before-start': ({ value, hint }) => [
    `minutes of ${value} before the dialogue of ${hint}`,
    'mend the day, or leave it empty',
  ],
  'minutes-without-dialogue': ({ value }) => [
    `minutes of ${value} for a dialogue that was not held`,
    'leave it empty, or mend the status',
  ],
  'attendees-without-dialogue': ({ value }) => [
    `${value} people at a dialogue that was not held`,
    'write 0, or mend the status',
  ],
  'seq-twice': ({ value, hint }) => [`number ${value} is already in line ${hint}`, 'number the rows anew'],
  'seq-gap': ({ value, hint }) => [
    `number ${hint} is missing before ${value}`,
    'add the row that was left out, or number from 1',
  ],
  'due-before-dialogue': ({ value, hint }) => [
    `due on ${value}, before the dialogue of ${hint}`,
    'mend the day after the original book',
  ],
  'resolved-before-dialogue': ({ value, hint }) => [
    `resolved on ${value}, before the dialogue of ${hint}`,
    'mend the day after the original book',
  ],
  'reopened-before-resolved': ({ value, hint }) => [
    `reopened on ${value}, before it was resolved (${hint})`,
    'mend the time after the original book',
  ],
  'resolved-before-reopened': ({ value, hint }) => [
    `resolved again on ${value}, before it was reopened (${hint})`,
    'mend the time after the original book',
  ],
  'resolved-again': ({ hint }) => [
    `resolved again although the answer of ${hint} was not reopened`,
    'fill in reopened_at of the row before, or take this row out',
  ],
  'parent-of-itself': () => ['the unit is its own parent', 'mend the parent'],
  'parents-in-a-circle': () => ['the parents go in a circle', 'mend the parents'],
  'unit-in-two-ways': ({ value, hint }) => [
    `the unit “${value}” stands otherwise in ${hint}`,
    'write the same in both, or leave one file out',
  ],
  'unknown-successor': ({ value }) => [
    `there is no succeeding unit “${value}”`,
    'import the list of new communes with it (communes.csv), or use --province',
  ],
  'which-province': () => ['the list names no province', 'add --province CODE'],
  'change-needs-a-day': ({ value, hint }) => [
    `“${value}” differs from what stands (“${hint}”)`,
    'if it has changed, say from when: --from DAY; else mend the file',
  ],
  'level-differs': ({ value, hint }) => [
    `the type ${value} differs from what stands (${hint})`,
    'a unit keeps its type: a new unit needs a new code',
  ],
  'unit-has-ended': ({ hint }) => [`the unit ended on ${hint}`, 'take the row out'],
  'day-too-early': ({ value, hint }) => [
    `--from ${value} is not after its beginning (${hint})`,
    'give the day from which it holds',
  ],
  'differs-from-earlier': ({ value }) => [
    `“${value}” differs from what was imported earlier; the public record cannot be changed`,
    'write the row as it was; what is new comes at its end',
  ],
  rule: ({ value }) => [ruleWordsEn(value), 'mend it after the original book'],
}
