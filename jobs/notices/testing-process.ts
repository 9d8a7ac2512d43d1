/** For tests: sends notices in a process of its own, which may be killed. Arguments: database, folder of keys, mail server, seconds by which its clock is ahead. */

import { now } from '@goc/store/clock.ts'
import { openStore } from '@goc/store/database.ts'
import { masterKeys } from '@goc/store/keys.ts'
import { listen } from '@goc/store/waiting.ts'
import { emailCarrier } from './email.ts'
import { startNotices } from './notices.ts'

const [database, data, url, ahead] = process.argv.slice(2)
const store = openStore(database!)
startNotices({
  store,
  master: await masterKeys(data!, {}),
  published: listen(store),
  carriers: [emailCarrier({ url: url!, from: 'Gốc <bao-tin@tinh.example.vn>' })],
  origin: 'https://goc.example.vn',
  period: 20,
  log: console.error,
  clock: () => now() + Number(ahead),
})
