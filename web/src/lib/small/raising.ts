/** What makes raising a matter better where script runs: the key made here, the position on a tap, the receipt shown. */

import { toBase64url } from '@goc/record/bytes.ts'
import { kept, keysOf, lettersOf, newSecret } from './receipt.ts'

const named = (form: HTMLFormElement, name: string) =>
  form.elements.namedItem(name) as HTMLInputElement | null

/** Fills the form's `khoa` with the public key of a receipt that is made now, before it is sent. */
export class Key extends HTMLElement {
  connectedCallback(): void {
    const form = this.closest('form')
    if (this.dataset.forgets !== undefined) kept.forget()
    let ready = false
    form?.addEventListener('submit', (event) => {
      const { submitter } = event as SubmitEvent
      const to = (submitter as HTMLButtonElement | null)?.value ?? ''
      if (ready || !/^(gui|cung:)/.test(to)) return
      event.preventDefault()
      ready = true
      // Not before this event has ended: a form that is being sent cannot be sent again.
      void this.make(form).finally(() => setTimeout(() => form.requestSubmit(submitter)))
    })
  }

  private async make(form: HTMLFormElement): Promise<void> {
    try {
      const secret = newSecret()
      const { key } = await keysOf(secret)
      kept.put(named(form, 'ma')!.value, secret)
      named(form, 'khoa')!.value = key
    } catch {
      // Without Ed25519 the form goes without a key, and the server makes the receipt.
    }
  }
}

/** Shows the receipt whose secret this tab made. */
export class Receipt extends HTMLElement {
  connectedCallback(): void {
    const secret = kept.get(this.dataset.request ?? '')
    if (secret) void this.show(secret)
    const place = document.querySelector<HTMLElement>('[data-awaits]')
    if (place) void this.await(place)
  }

  /** The record has not taken it yet: looks again until it has, and says so. */
  private async await(place: HTMLElement): Promise<void> {
    for (let tries = 0; tries < 60; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      const matter = await fetch(`/api/v1/petitions/${place.dataset.awaits}`)
        .then((response) => response.json() as Promise<{ stations?: { index?: number }[] }>)
        .catch(() => undefined)
      const index = matter?.stations?.[0]?.index
      if (index === undefined) continue
      const link = document.createElement('a')
      link.href = `${place.dataset.address}/${index}`
      link.textContent = (place.dataset.entered ?? '').replace('#', String(index))
      place.replaceChildren(link)
      return
    }
  }

  private async show(secret: Uint8Array): Promise<void> {
    const link = `${location.origin}${this.dataset.address}#${toBase64url(secret)}`
    this.querySelector('[data-letters]')!.textContent = lettersOf(secret)
    const a = this.querySelector<HTMLAnchorElement>('[data-link]')!
    a.href = link
    a.textContent = link
    this.querySelector('[data-by]')!.textContent = this.dataset.made ?? ''
    const { qrOf } = await import('../matters/qr.ts')
    const { size, path } = qrOf(link)
    const svg = this.querySelector('svg')!
    svg.setAttribute('viewBox', `0 0 ${size} ${size}`)
    svg.querySelector('path')!.setAttribute('d', path)
    this.querySelector('[data-qr]')!.removeAttribute('hidden')
  }
}

/** A button that asks for the position, and rounds it to about a hundred metres before anything is sent. */
export class Near extends HTMLElement {
  connectedCallback(): void {
    if (!navigator.geolocation) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button quiet'
    button.textContent = this.dataset.label ?? ''
    const said = document.createElement('p')
    said.className = 'small soft'
    said.role = 'status'
    said.textContent = this.dataset.why ?? ''
    button.addEventListener('click', () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const form = this.closest('form')!
          named(form, 'lat')!.value = coords.latitude.toFixed(3)
          named(form, 'lon')!.value = coords.longitude.toFixed(3)
          said.textContent = this.dataset.done ?? ''
        },
        () => {
          said.textContent = this.dataset.failed ?? ''
        },
        { timeout: 10_000, maximumAge: 60_000 },
      )
    })
    this.append(button, said)
  }
}
