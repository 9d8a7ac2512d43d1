/** A button by which this device asks to be told of a matter's steps; it appears only where a device can. */

export class Notify extends HTMLElement {
  connectedCallback(): void {
    if (!('serviceWorker' in navigator) || !('PushManager' in window)) return
    this.hidden = false
    const button = this.querySelector('button')!
    button.addEventListener('click', () => {
      button.disabled = true
      this.ask().then(
        () => {
          button.hidden = true
          this.say(this.dataset.done)
        },
        () => {
          button.disabled = false
          this.say(this.dataset.failed)
        },
      )
    })
  }

  private say(text = ''): void {
    this.querySelector('[role="status"]')!.textContent = text
  }

  private async ask(): Promise<void> {
    const { key, matter, permit, address } = this.dataset
    await navigator.serviceWorker.register('/bao-tin.js')
    const { pushManager } = await navigator.serviceWorker.ready
    const asked = { userVisibleOnly: true, applicationServerKey: key! }
    const subscription = await pushManager.subscribe(asked).catch(async (fault: Error) => {
      if (fault.name !== 'InvalidStateError') throw fault
      // It was made for another key than this instance has now, and is good for nothing.
      await (await pushManager.getSubscription())?.unsubscribe()
      return pushManager.subscribe(asked)
    })
    const response = await fetch(address!, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ viec: matter, phep: permit, noi: JSON.stringify(subscription) }),
    })
    if (!response.ok) throw new Error('refused')
  }
}
