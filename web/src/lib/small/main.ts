/** What makes public pages better where script runs. Nothing here is needed to read one. */

import { Seal } from './seal.ts'

customElements.define('goc-seal', Seal)

for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-print]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault()
    window.print()
  })
}

// Only where one is asked for: other pages do not load them.
if (document.querySelector('goc-passkey'))
  void import('./passkey.ts').then(({ Passkey }) => customElements.define('goc-passkey', Passkey))
if (document.querySelector('goc-key, goc-receipt, goc-near'))
  void import('./raising.ts').then(({ Key, Near, Receipt }) => {
    customElements.define('goc-key', Key)
    customElements.define('goc-near', Near)
    customElements.define('goc-receipt', Receipt)
  })
if (document.querySelector('goc-upload')) void import('../upload/define.ts')
if (document.querySelector('goc-notify'))
  void import('./notify.ts').then(({ Notify }) => customElements.define('goc-notify', Notify))
if (document.querySelector('goc-open'))
  void import('./opening.ts').then(({ Open }) => customElements.define('goc-open', Open))
