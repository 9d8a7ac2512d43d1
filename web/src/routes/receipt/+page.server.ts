import { readIdentity } from '@goc/store/identity.ts'
import type { Means } from '@goc/store/matters/means.ts'
import { signFor } from '@goc/store/matters/open.ts'
import { openWords, readMatter } from '@goc/store/matters/read.ts'
import { mayNow, speak, toSign } from '@goc/store/matters/speak.ts'
import { offerFor } from '#lib/notices/room.ts'
import { enteredSoon, mattersRoom } from '#lib/server/matters.ts'
import { type Holder, holderOf, type ReceiptForm, readReceiptForm, sayingOf } from '#lib/server/receipts.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ setHeaders, locals: { today } }) => {
  const { store } = mattersRoom()
  setHeaders({ 'cache-control': 'no-store' })
  return { origin: (await readIdentity(store.db))?.origin ?? '', today }
}

/** What the holder of a receipt sees besides what everyone does: their own words, and what they may say now. */
async function openedFor(room: Means, { id, key, who, secret }: Holder, form: ReceiptForm) {
  const { db } = room.store
  const matter = (await readMatter(db, id))!
  const words =
    who === 0 ? (await openWords(room, id)).filter(({ kind }) => kind === 'text' || kind === 'place') : []
  const answer = matter.stations.findLast(({ kind }) => kind === 'petition.answered')?.index
  return {
    matter,
    isOwner: who === 0,
    words,
    may: await mayNow(room, id, key),
    told: await offerFor(id),
    ...(answer !== undefined && { answer }),
    // Typed where no script runs: the page must be told it again, and keeps it only in its forms.
    code: secret ? form.ma : '',
  }
}

export const actions: Actions = {
  mo: async ({ request }) => {
    const room = mattersRoom()
    const form = readReceiptForm(await request.formData())
    const holder = await holderOf(room, form)
    if ('problem' in holder) return { problem: holder.problem }
    return { opened: await openedFor(room, holder, form) }
  },
  noi: async ({ request }) => {
    const room = mattersRoom()
    const form = readReceiptForm(await request.formData())
    const holder = await holderOf(room, form)
    if ('problem' in holder) return { problem: holder.problem }
    const { id, key, secret } = holder
    const saying = sayingOf(form)
    let sig = form.chuky
    if (secret) {
      const unsigned = await toSign(room, id, key, saying)
      if ('refusal' in unsigned)
        return { opened: await openedFor(room, holder, form), refusal: unsigned.refusal, loi: form.loi }
      sig = await signFor(room.store.db, secret, unsigned.act)
    }
    const said = await speak(room, id, key, saying, sig)
    if ('refusal' in said)
      return { opened: await openedFor(room, holder, form), refusal: said.refusal, loi: form.loi }
    await enteredSoon(room, said.acts)
    return { opened: await openedFor(room, holder, form), said: saying.say }
  },
}
