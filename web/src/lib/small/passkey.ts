/** Lets a form of passkeys ask the authenticator first; it is sent with the answer, like any other form. */

import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

export class Passkey extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form')!
    form.addEventListener('submit', (event) => {
      const answer = form.elements.namedItem('response') as HTMLInputElement
      if (answer.value !== '') return
      event.preventDefault()
      const trouble = this.querySelector<HTMLElement>('[role="alert"]')!
      trouble.hidden = true
      this.ask().then(
        (response) => {
          answer.value = JSON.stringify(response)
          form.requestSubmit()
        },
        () => {
          trouble.hidden = false
        },
      )
    })
  }

  private async ask(): Promise<object> {
    const asked = await fetch(this.dataset.options!, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    })
    if (!asked.ok) throw new Error('refused')
    const options: unknown = await asked.json()
    return this.dataset.does === 'add'
      ? startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
      : startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON })
  }
}
