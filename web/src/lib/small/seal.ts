/**
 * `<goc-seal>`: adds a button to the seal's `<details>` which recounts the figure on the reader's own device. The
 * recount itself is a worker that loads only when it is asked for.
 */

import type { Said, Task } from '../recount/task.ts'

/** The words come with the page, in its language. */
type SealWords = Record<string, string>

const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))

function element(tag: string, text?: string, className?: string): HTMLElement {
  const made = document.createElement(tag)
  if (text !== undefined) made.textContent = text
  if (className) made.className = className
  return made
}

export class Seal extends HTMLElement {
  connectedCallback(): void {
    const task = JSON.parse(this.dataset.task ?? '{}') as Task
    const words = JSON.parse(this.dataset.words ?? '{}') as SealWords
    const verdict = this.querySelector<HTMLElement>('[data-verdict]')
    if (!verdict || !task.vkey) return
    const button = element('button', words.recount, 'button quiet') as HTMLButtonElement
    button.type = 'button'
    button.addEventListener('click', () => void this.recount(task, words, verdict, button))
    verdict.after(button)
  }

  async recount(
    task: Task,
    words: SealWords,
    verdict: HTMLElement,
    button: HTMLButtonElement,
  ): Promise<void> {
    button.disabled = true
    const progress = element('progress') as HTMLProgressElement
    progress.setAttribute('aria-label', words.working!)
    verdict.replaceChildren(element('p', words.working), progress)
    const numbers = new Intl.NumberFormat(document.documentElement.lang)
    const n = (value: number) => numbers.format(value)
    const mark = this.querySelector('summary svg')

    const { recountIn } = await import('../recount/client.ts')
    const said = await recountIn(task, ({ done, size }) => {
      progress.max = size
      progress.value = done
      progress.textContent = fill(words.progress!, { done: n(done), size: n(size) })
    })
    button.disabled = false
    button.textContent = words.again!
    verdict.replaceChildren(...answer(said, words, n))
    const head = verdict.querySelector('.verdict')
    if (head && mark) head.prepend(mark.cloneNode(true))
  }
}

function answer(said: Said, words: SealWords, n: (value: number) => string): HTMLElement[] {
  if (said.say !== 'verdict') {
    const why = said.say === 'failed' ? said.why : ''
    return [element('h3', words.failed, 'verdict'), element('p', `${words.failedWhat} ${why}`)]
  }
  const took = fill(words.seconds!, { s: n(Math.round(said.ms / 100) / 10) })
  const size = n(said.size)
  if (said.differences.length === 0) {
    return [
      element('h3', words.agrees, 'verdict agrees'),
      element('p', fill(words.agreesWhat!, { size })),
      element('p', `${words.took} ${took}.`, 'soft'),
    ]
  }
  const list = element('ul')
  for (const { what, claimed, counted } of said.differences) {
    list.append(element('li', `${what}: ${words.page} ${n(claimed)}, ${words.counted} ${n(counted)}`))
  }
  return [element('h3', words.differs, 'verdict differs'), element('p', words.differsWhat), list]
}
