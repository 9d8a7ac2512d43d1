/** What a visitor asked for: a unit and a span of days, from the address of the page. */

import { type Day, isDay } from '@goc/domain/day.ts'
import { type Period, periodsOf, type Span, spanOf } from '@goc/domain/period.ts'
import type { FiguresWords } from './words/index.ts'

export const parts = [
  'H1',
  'H2',
  '9M',
  'Q1',
  'Q2',
  'Q3',
  'Q4',
  ...Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0')),
] as const

/** `named` is the usual period that was asked for, if one was; `soFar` says that it has not ended. */
export type Selection = Span & { year: number; part: string; named?: Period; soFar?: true }

/**
 * Free days first, then year and part; what makes no sense falls back to the whole year. A usual period that has not
 * ended is seen as of today: from its last day, much that is within time would already look overdue.
 */
export function selectionOf(query: URLSearchParams, fallbackYear: number, today: Day): Selection {
  const [from, to] = [query.get('from'), query.get('to')]
  if (isDay(from) && isDay(to) && from <= to) return selectionFrom({ from, to })
  const year = /^\d{4}$/.exec(query.get('year') ?? '')?.[0] ?? String(fallbackYear)
  const part = parts.find((known) => known === query.get('part'))
  return asOf(selectionFrom(spanOf(part ? `${year}-${part}` : year)!), today)
}

function asOf(selection: Selection, today: Day): Selection {
  const running = selection.from <= today && selection.to > today
  return running ? { ...selection, to: today, soFar: true } : selection
}

export function selectionFrom({ from, to }: Span): Selection {
  const year = Number(to.slice(0, 4))
  const named = periodsOf(from).find((period) => spanOf(period)!.from === from && spanOf(period)!.to === to)
  return { from, to, year, part: named?.slice(5) ?? '', ...(named && { named }) }
}

export const wholeYear = (year: number): Span => spanOf(String(year).padStart(4, '0'))!

/** The year, up to today while it runs. */
export const yearSoFar = (year: number, today: Day): Selection => asOf(selectionFrom(wholeYear(year)), today)

/** The span in words. */
export function spanWords(
  { named, soFar, from, to }: Pick<Selection, 'named' | 'soFar'> & Span,
  words: FiguresWords,
  day: (value: Day) => string,
): string {
  if (named === undefined) return words.span(day(from), day(to))
  return soFar ? words.soFar(words.period(named), day(to)) : words.period(named)
}

/** The latest year that is over and has dialogues; else the latest that has any; else this one. */
export function usualYear(years: readonly number[], today: Day): number {
  const now = Number(today.slice(0, 4))
  return years.findLast((year) => year < now) ?? years.at(-1) ?? now
}

/** `?unit=…&from=…&to=…`, with more where needed. */
export function queryOf(of: { unit: string } & Span, more: Record<string, string> = {}): string {
  return `?${new URLSearchParams({ unit: of.unit, from: of.from, to: of.to, ...more })}`
}

type Address = { pathname: string; search: string }

/** The same page about another place. */
export function withUnit(url: Address, unit: { id: string }): string {
  const query = new URLSearchParams(url.search)
  for (const name of ['noi', 'after']) query.delete(name)
  query.set('unit', unit.id)
  return `${url.pathname}?${query}`
}
