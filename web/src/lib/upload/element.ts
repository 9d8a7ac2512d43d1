/**
 * `<goc-upload endpoint="/tep" token="…">` around a plain form with `<input type="file">`: sends what is chosen at once,
 * shows how far it is, and goes on after a cut. Its `pending` says how many are under way; a `goc-upload` event bubbles when
 * that changes. `data-uploads` is the JSON of what was sent before (`shown` of web/server/uploads.ts). In the form's
 * `accept`, leave image/heic out: iPhones then turn photos into JPEG by themselves.
 */

import { labels } from './labels.ts'
import { Refused, type Sent, sendFile } from './send.ts'
import { shrink } from './shrink.ts'

/** More at once would only share the same poor network. */
const AT_ONCE = 2

export class Upload extends HTMLElement {
  pending = 0
  #say = labels[document.documentElement.lang === 'en' ? 'en' : 'vi']
  #list = document.createElement('ul')
  #line: (() => Promise<void>)[] = []
  #running = 0

  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type=file]')
    if (!input || this.contains(this.#list)) return
    for (const button of this.querySelectorAll<HTMLElement>('[data-without-script]')) button.hidden = true
    this.#list.className = 'uploads'
    this.append(this.#list)
    for (const sent of JSON.parse(this.dataset.uploads ?? '[]') as Sent[]) this.#showSent(sent)
    input.addEventListener('change', () => {
      for (const file of input.files ?? []) this.#take(file)
      // The form would send them a second time.
      input.value = ''
    })
  }

  #take(file: File): void {
    const stopped = new AbortController()
    const row = this.#row(file.name)
    const bar = document.createElement('progress')
    bar.max = file.size
    bar.ariaLabel = file.name
    row.says.before(bar)
    row.says.textContent = this.#say.sending
    let url: string | undefined
    const takeBack = () => {
      if (!url) return
      void fetch(url, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' }, keepalive: true })
    }
    const remove = () => {
      stopped.abort()
      row.item.remove()
      this.querySelector<HTMLElement>('input[type=file]')?.focus()
      takeBack()
    }
    row.button.addEventListener('click', remove)
    const send = async () => {
      const small = await shrink(file)
      bar.max = small.size
      const sent = await sendFile(small, {
        endpoint: this.getAttribute('endpoint') ?? '/tep',
        token: this.getAttribute('token') ?? '',
        key: `${file.lastModified}-${file.size}-${small.size}`,
        signal: stopped.signal,
        onBegun: (begun) => {
          url = begun
          if (stopped.signal.aborted) takeBack()
        },
        onProgress: (bytes) => {
          bar.value = bytes
          if (bytes >= small.size) row.says.textContent = this.#say.checking
        },
        onWaiting: (isWaiting) => {
          row.says.textContent = isWaiting ? this.#say.waiting : this.#say.sending
        },
      })
      this.#settle(row, sent)
    }
    this.#count(1)
    this.#line.push(async () => {
      try {
        if (!stopped.signal.aborted) await send()
      } catch (fault) {
        if (!stopped.signal.aborted) this.#refuse(row, fault instanceof Refused ? fault.message : '')
      }
      bar.remove()
      this.#count(-1)
    })
    this.#next()
  }

  #next(): void {
    if (this.#running >= AT_ONCE) return
    const work = this.#line.shift()
    if (!work) return
    this.#running++
    void work().finally(() => {
      this.#running--
      this.#next()
    })
  }

  #count(more: number): void {
    this.pending += more
    this.dispatchEvent(new CustomEvent('goc-upload', { bubbles: true, detail: { pending: this.pending } }))
  }

  #showSent(sent: Sent): void {
    const row = this.#row(this.#say.file)
    row.button.addEventListener('click', () => {
      row.item.remove()
      const way = { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } }
      void fetch(`${this.getAttribute('endpoint') ?? '/tep'}/${sent.id}`, way)
    })
    this.#settle(row, sent)
  }

  #settle(row: Row, { state, words, preview }: Sent): void {
    if (state === 'refused') return this.#refuse(row, words ?? '')
    row.item.dataset.state = state
    row.says.textContent =
      state === 'coming' ? this.#say.half : `${state === 'kept' ? this.#say.sent : ''} ${words ?? ''}`
    if (!preview) return
    const picture = document.createElement('img')
    picture.src = preview
    picture.alt = ''
    row.item.prepend(picture)
  }

  #refuse(row: Row, words: string): void {
    row.item.dataset.state = 'refused'
    row.says.textContent = words || this.#say.failed
  }

  #row(name: string): Row {
    const item = document.createElement('li')
    const [title, says, button] = [
      document.createElement('span'),
      document.createElement('span'),
      document.createElement('button'),
    ]
    title.textContent = name
    says.role = 'status'
    button.type = 'button'
    button.className = 'button quiet'
    button.textContent = this.#say.remove
    button.ariaLabel = `${this.#say.remove} ${name}`
    item.append(title, ' ', says, ' ', button)
    this.#list.append(item)
    return { item, says, button }
  }
}

type Row = { item: HTMLLIElement; says: HTMLElement; button: HTMLButtonElement }
