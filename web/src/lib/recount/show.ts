/** Recounts the figure of a seal and shows in it what came of that. Loads only when someone asks for it. */

import type { Lang } from '../lang.ts'
import { recountIn } from './client.ts'
import { progressIn, verdictIn } from './in-words.ts'
import type { Task } from './task.ts'

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, text?: string, className?: string) {
  const made = document.createElement(name)
  if (text !== undefined) made.textContent = text
  if (className) made.className = className
  return made
}

/** Fills `place` with what is going on, then with the verdict; `mark` is drawn beside it. */
export async function recountInto(
  place: HTMLElement,
  task: Task,
  button: HTMLButtonElement,
  mark: Element | null,
): Promise<void> {
  const lang: Lang = document.documentElement.lang === 'en' ? 'en' : 'vi'
  const words = progressIn(lang)
  const progress = element('progress')
  progress.setAttribute('aria-label', words.working)
  place.replaceChildren(element('p', words.working), progress)

  const said = await recountIn(task, ({ done, size }) => {
    progress.max = size
    progress.value = done
    progress.textContent = words.at(done, size)
  })
  button.textContent = words.again
  const { title, holds, lines, differences } = verdictIn(lang, said)
  const look = holds === undefined ? '' : holds ? ' agrees' : ' differs'
  const head = element('h3', title, `verdict${look}`)
  if (mark) head.prepend(mark.cloneNode(true))
  const list = element('ul')
  list.append(...differences.map((line) => element('li', line)))
  place.replaceChildren(
    head,
    ...lines.map((line) => element('p', line)),
    ...(differences.length > 0 ? [list] : []),
  )
}
