/**
 * The receipt's page where script runs: the secret leaves the address bar at once, opens the matter by a signature, and
 * signs what the person says. It is never sent.
 */

import { actMessage, type Keys, kept, keysOf, openMessage, readSecret } from './receipt.ts'

const REMEMBERED = 'goc-bien-nhan'
const kinds: Record<string, string> = {
  confirm: 'petition.confirmed',
  dispute: 'petition.disputed',
  add: 'petition.info-given',
  object: 'petition.objected',
  withdraw: 'petition.withdrawn',
  resume: 'petition.resumed',
  erase: 'petition.erased',
}

export class Open extends HTMLElement {
  private keys?: Keys
  private get origin(): string {
    return this.dataset.origin ?? ''
  }

  connectedCallback(): void {
    const secret = this.take()
    if (!secret) return
    void keysOf(secret).then(
      (keys) => this.begin(keys, secret),
      () => undefined,
    )
  }

  /** The secret in the address, which it leaves at once, or the one this tab or device has kept. */
  private take(): Uint8Array | undefined {
    const inAddress = readSecret(location.hash.slice(1))
    if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search)
    if (inAddress) {
      kept.put('open', inAddress)
      return inAddress
    }
    return kept.get('open') ?? readSecret(localStorage.getItem(REMEMBERED) ?? '')
  }

  private async begin(keys: Keys, secret: Uint8Array): Promise<void> {
    this.keys = keys
    this.remembering(secret)
    for (const form of this.querySelectorAll<HTMLFormElement>('form[data-say]'))
      form.addEventListener('submit', (event) => this.say(form, event as SubmitEvent))
    for (const form of this.querySelectorAll<HTMLFormElement>('form[data-prove]'))
      form.addEventListener('submit', (event) => this.proveFirst(form, event as SubmitEvent))
    const opener = this.querySelector<HTMLFormElement>('form[data-open]')
    if (!opener) return
    this.querySelector('[data-opening]')?.removeAttribute('hidden')
    await this.prove(opener)
    opener.submit()
  }

  private async prove(form: HTMLFormElement): Promise<void> {
    const { key, sign } = this.keys!
    const time = Math.floor(Date.now() / 1000)
    fill(form, { khoa: key, gio: String(time), ky: await sign(openMessage(this.origin, key, time)), ma: '' })
  }

  /** A form that only has to show that the receipt is here. */
  private proveFirst(form: HTMLFormElement, event: SubmitEvent): void {
    if (form.dataset.proved) return void delete form.dataset.proved
    event.preventDefault()
    form.dataset.proved = 'yes'
    void this.prove(form).then(() => setTimeout(() => form.requestSubmit(event.submitter)))
  }

  private say(form: HTMLFormElement, event: SubmitEvent): void {
    if (form.dataset.signed) return
    event.preventDefault()
    form.dataset.signed = 'yes'
    void this.sign(form).then(
      () => setTimeout(() => form.requestSubmit(event.submitter)),
      () => {
        delete form.dataset.signed
        form.querySelector('[data-failed]')?.removeAttribute('hidden')
      },
    )
  }

  /** Asks how the act reads that would say this, looks whether it says this and nothing else, and signs it. */
  private async sign(form: HTMLFormElement): Promise<void> {
    await this.prove(form)
    const response = await fetch(form.dataset.sign!, { method: 'POST', body: new FormData(form) })
    const { act, refusal } = (await response.json()) as { act?: Record<string, unknown>; refusal?: string }
    // The server says why when the form comes.
    if (refusal !== undefined) return
    const { say, matter, answer } = form.dataset
    const ofShown = act?.ref === undefined || String(act.ref) === answer
    if (
      !act ||
      !ofShown ||
      act.kind !== kinds[say!] ||
      act.subject !== `petition/${matter}` ||
      act.by !== 'citizen'
    )
      throw new Error('another act than the one asked for')
    fill(form, { chuky: await this.keys!.sign(actMessage(this.origin, act)) })
  }

  private remembering(secret: Uint8Array): void {
    const box = this.querySelector<HTMLInputElement>('input[data-remember]')
    if (!box) return
    box.closest('label')!.removeAttribute('hidden')
    box.checked = localStorage.getItem(REMEMBERED) !== null
    box.addEventListener('change', () => {
      if (box.checked)
        localStorage.setItem(
          REMEMBERED,
          btoa(String.fromCharCode(...secret))
            .replaceAll('+', '-')
            .replaceAll('/', '_')
            .replaceAll('=', ''),
        )
      else localStorage.removeItem(REMEMBERED)
    })
    this.querySelector('[data-leave]')?.addEventListener('click', () => {
      sessionStorage.removeItem('goc-b open')
      localStorage.removeItem(REMEMBERED)
    })
  }
}

function fill(form: HTMLFormElement, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const input = form.elements.namedItem(name) as HTMLInputElement | null
    if (input) input.value = value
  }
}
