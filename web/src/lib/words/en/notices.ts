import type { Channel } from '@goc/store/notices/channels.ts'
import type { notices as vi } from '../vi/notices.ts'

const where: Record<Channel, string> = {
  email: 'this e-mail address',
  phone: 'this telephone',
  push: 'this device',
}

export const notices: typeof vi = {
  title: 'Tell me when something happens',
  lead: 'Messages hold the matter’s code, the kind of step and a link. No names, and nothing of what the matter is about.',
  email: 'E-mail address',
  phone: 'Telephone number',
  go: 'Tell me',
  device: 'Tell me on this device',
  deviceDone: 'This device will be told when something happens.',
  deviceNo: 'This device shows no notifications. Allow them in your browser’s settings and try again.',
  refusals: {
    email: 'This is no e-mail address. An example: an@example.vn',
    phone: 'This is no telephone number. An example: 0912 345 678',
    device: 'This browser cannot receive messages.',
    'not-permitted':
      'The page was open for too long, or the matter was erased. Open it with your receipt and try again.',
    'too-many': 'Too many addresses are told of this matter already.',
    'too-often': 'This address was asked many times today. Try again tomorrow.',
  },
  asked: {
    confirm: {
      title: 'One more step',
      email:
        'We have written to the address that you entered. Open the message, follow its link and press the button.',
      phone: 'We have sent a message to the number that you entered. Follow its link and press the button.',
      why: 'The link holds for 3 days. Until you confirm, nothing else is sent.',
    },
    told: { title: 'Done before', lead: 'This address is told of this matter already.' },
    none: 'Open the matter with its receipt, then choose “Tell me when something happens”.',
    open: 'Open a receipt',
    again: 'Not yet',
  },
  confirm: {
    title: 'Confirm that you want to be told',
    lead: (code, channel) => `Tell ${where[channel]} when something happens to the matter ${code}?`,
    go: 'Yes, tell me',
    done: (code) => `Confirmed. You will be told when something happens to the matter ${code}.`,
    gone: 'This link was used before, or is older than 3 days.',
    goneLead: 'If you have confirmed already, there is nothing else to do.',
  },
  stop: {
    title: 'Stop these messages',
    lead: (code, channel) => `Stop telling ${where[channel]} of the matter ${code}?`,
    go: 'Stop telling me',
    done: 'Done. No other message will come, and your address was deleted.',
    gone: 'This link belongs to no address any more: you are not told.',
  },
  follow: (code) => `See the matter ${code}`,
  digest: {
    title: 'A message each morning',
    lead: 'At 7 on working days: how many matters are due, late, or not settled in the people’s own words. When there is none, no message comes.',
    isOn: 'You receive it.',
    isOff: 'You do not receive it.',
    on: 'Receive it',
    off: 'Do not receive it',
  },
}
