/**
 * `<goc-seal>`: adds a button to the seal's `<details>` which recounts the figure on the reader's own device. All that
 * this needs loads only when it is asked for.
 */

import type { Task } from '../recount/task.ts'

export class Seal extends HTMLElement {
  connectedCallback(): void {
    const task = JSON.parse(this.dataset.task ?? '{}') as Task
    const verdict = this.querySelector<HTMLElement>('[data-verdict]')
    if (!verdict || !task.vkey) return
    const button = document.createElement('button')
    button.textContent = this.dataset.recount ?? ''
    button.className = 'button quiet'
    button.type = 'button'
    button.addEventListener('click', () => void this.recount(task, verdict, button))
    verdict.after(button)
  }

  async recount(task: Task, verdict: HTMLElement, button: HTMLButtonElement): Promise<void> {
    // A button that is disabled drops the focus of whoever pressed it by keyboard.
    if (button.ariaDisabled === 'true') return
    button.ariaDisabled = 'true'
    try {
      const { recountInto } = await import('../recount/show.ts')
      await recountInto(verdict, task, button, this.querySelector('summary svg'))
    } catch {
      verdict.textContent = this.dataset.unreachable ?? ''
    } finally {
      button.ariaDisabled = 'false'
    }
  }
}
