/** For tests of notices: a record with matters in it, and a real mail server that keeps what it takes. */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Actor, By } from '@goc/domain/people.ts'
import { currentCalendar } from '@goc/domain/petitions/clock.ts'
import type { PetitionRequest } from '@goc/domain/petitions/rules.ts'
import { now } from '@goc/store/clock.ts'
import { citizen, type Means } from '@goc/store/matters/means.ts'
import { type Raised, raise } from '@goc/store/matters/raise.ts'
import type { Channel, MessageLang } from '@goc/store/notices/channels.ts'
import { askToBeTold, permitFor } from '@goc/store/notices/subscriptions.ts'
import { perform } from '@goc/store/perform.ts'
import { petitions } from '@goc/store/petitions.ts'
import { makeSequencer } from '@goc/store/sequencer.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { listen } from '@goc/store/waiting.ts'
import { SMTPServer } from 'smtp-server'
import { startSequencing } from '../sequencing.ts'
import type { Carrier, Delivered, Parcel } from './carrier.ts'

export const WORDS = 'Cống khu 7 tắc QNOTICE, mưa là ngập vào nhà'
export const ORIGIN = 'https://goc.example.vn'
const at = (by: By): Actor => ({ by, reaches: (unit) => unit === '05128' })

export type Village = {
  record: TestRecord
  means: Means
  asking: { store: Means['store']; master: Means['master']; now: () => number }
  raised(): Promise<Raised>
  ask(
    id: string,
    address: string,
    more?: { channel?: Channel; lang?: MessageLang },
  ): ReturnType<typeof askToBeTold>
  /** What an office does; gives when it is published. */
  accept(id: string): Promise<void>
  answer(id: string): Promise<void>
  waiting(): Promise<number>
  close(): Promise<void>
}

export async function openVillage(): Promise<Village> {
  const record = await testRecord()
  const { store, master } = record
  const loop = startSequencing(makeSequencer({ ...record, clock: now }), { period: 5 })
  store.kept = loop.wake
  const means: Means = { store, master, published: listen(store) }
  const asking = { store, master, now }
  async function done(id: string, by: By, request: (due: number) => PetitionRequest): Promise<void> {
    const outcome = await perform(store, petitions, id, at(by), (_, so) => request(so!.due))
    assert.ok('acts' in outcome, JSON.stringify(outcome))
    await means.published.entered(outcome.acts)
  }
  return {
    record,
    means,
    asking,
    async raised() {
      const raised = await raise(means, {
        actor: citizen,
        unit: '05128',
        field: 'moi_truong',
        type: 'phan_anh',
        channel: 'web',
        text: WORDS,
        publish: false,
        request: randomUUID(),
      })
      assert.ok(!('refusal' in raised))
      await means.published.entered(raised.acts)
      return raised
    },
    async ask(id, address, { channel = 'email', lang = 'vi' } = {}) {
      const permit = (await permitFor(asking, id)) ?? ''
      return askToBeTold(asking, { id, permit, channel, lang, address })
    },
    accept: (id) =>
      done(id, 'officer@05128', (due) => ({
        do: 'accept',
        rule: 'petition-normal',
        calendar: currentCalendar,
        due,
      })),
    answer: (id) =>
      done(id, 'leader@05128', () => ({ do: 'answer', answer: `${'0'.repeat(42)}A`, published: true })),
    async waiting() {
      return Number((await store.pool.query('select count(*) as n from notice')).rows[0].n)
    },
    async close() {
      await loop.stop()
      await means.published.close()
      await record.close()
    },
  }
}

export type Mail = { to: string; headers: Map<string, string>; subject: string; text: string; raw: string }

export type MailServer = {
  url: string
  mails: Mail[]
  /** Answers to RCPT by address, instead of taking it. */
  refusing: Map<string, number>
  /** Stops listening and lets everyone go; `open` listens at the same port again. */
  shut(): Promise<void>
  open(): Promise<void>
}

export async function mailServer(): Promise<MailServer> {
  let server: SMTPServer | undefined
  let port = 0
  const mails: Mail[] = []
  const refusing = new Map<string, number>()
  const open = async () => {
    const fresh = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 100,
      onRcptTo({ address }, _, done) {
        const code = refusing.get(address)
        done(code === undefined ? null : Object.assign(new Error('no'), { responseCode: code }))
      },
      onData(stream, session, done) {
        const parts: Buffer[] = []
        stream.on('data', (part) => parts.push(part))
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join(' ')
          mails.push(readMail(to, Buffer.concat(parts).toString('latin1')))
          done()
        })
      },
    })
    fresh.on('error', () => undefined)
    fresh.listen(port, '127.0.0.1')
    await once(fresh.server, 'listening')
    port = (fresh.server.address() as AddressInfo).port
    server = fresh
  }
  await open()
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refusing,
    open,
    shut: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
  }
}

function readMail(to: string, raw: string): Mail {
  const split = raw.indexOf('\r\n\r\n')
  const headers = new Map(
    raw
      .slice(0, split)
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
      }),
  )
  const body = raw.slice(split + 4)
  const quoted = (text: string) =>
    Buffer.from(
      text
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    ).toString('utf8')
  const encoding = headers.get('content-transfer-encoding')
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? quoted(body)
        : body
  const subject = (headers.get('subject') ?? '')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, how, what) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(what, 'base64').toString('latin1')
        : Buffer.from(quoted(what.replaceAll('_', ' '))).toString('latin1'),
    )
  return {
    to,
    headers,
    subject: Buffer.from(subject, 'latin1').toString('utf8'),
    text: text.replaceAll('\r\n', '\n'),
    raw,
  }
}

/** A way that goes as it is told. */
export function scripted(
  channel: Channel,
  script: (parcel: Parcel) => Delivered | Promise<Delivered>,
): Carrier & { tried: Parcel[] } {
  const tried: Parcel[] = []
  return {
    channel,
    atOnce: 4,
    tried,
    async send(parcel) {
      tried.push(parcel)
      return script(parcel)
    },
    close: () => undefined,
  }
}
