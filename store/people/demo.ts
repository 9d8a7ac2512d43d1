/**
 * Accounts for a demonstration, each named after what it may do. Their password is known to everyone and no second
 * factor is asked: they open nothing where the record is not a demonstration (see sign-in.ts).
 */

import type { Office } from '@goc/domain/people/offices.ts'
import type { Role } from '@goc/domain/people.ts'
import { readIdentity } from '../identity.ts'
import { readTree } from '../units.ts'
import { addAccount, findAccount } from './accounts.ts'
import type { Means } from './means.ts'
import { giveOffice } from './offices.ts'
import { hashPassword, isPassword } from './password.ts'

export const DEMO_PASSWORD = 'dan-la-goc'

export type DemoAccount = { name: string; email: string; role: Role; unit: string; unitId: string }

type Cast = { role: Role; at: 'province' | 'commune'; name: string; box: string }
const cast: Cast[] = [
  { role: 'reception', at: 'commune', name: 'Cán bộ tiếp dân', box: 'tiep-dan' },
  { role: 'officer', at: 'commune', name: 'Chuyên viên', box: 'chuyen-vien' },
  { role: 'leader', at: 'commune', name: 'Lãnh đạo xã', box: 'lanh-dao' },
  { role: 'moderator', at: 'commune', name: 'Người điều hành đối thoại', box: 'dieu-hanh' },
  { role: 'secretary', at: 'commune', name: 'Thư ký', box: 'thu-ky' },
  { role: 'editor', at: 'commune', name: 'Biên tập', box: 'bien-tap' },
  { role: 'leader', at: 'province', name: 'Lãnh đạo tỉnh', box: 'lanh-dao-tinh' },
  { role: 'reporter', at: 'province', name: 'Người lập báo cáo', box: 'bao-cao' },
  { role: 'supervisor', at: 'province', name: 'Người giám sát', box: 'giam-sat' },
  { role: 'auditor', at: 'province', name: 'Người kiểm nhật ký', box: 'kiem-nhat-ky' },
  { role: 'admin', at: 'province', name: 'Quản trị', box: 'quan-tri' },
]

/** Held from before anything in the demonstration happened. */
const FROM = '2020-01-01'

/** Makes the accounts that are missing and gives all of them; none where the record is no demonstration. */
export async function demoAccounts(means: Means): Promise<DemoAccount[]> {
  if ((await readIdentity(means.db))?.demo !== true) return []
  const labels = (await readTree(means.db)).labels()
  const province = labels.find(({ kind }) => kind === 'province')
  const commune = labels
    .filter(({ kind }) => kind === 'commune')
    .sort((a, b) => (a.code < b.code ? -1 : 1))[0]
  if (!province || !commune) return []

  const accounts: DemoAccount[] = []
  for (const { role, at, name, box } of cast) {
    const unit = at === 'province' ? province : commune
    const account = { name: `${name} (chạy thử)`, email: `${box}@goc.example` }
    await ensure(means, account, { role, unit: unit.id, from: FROM })
    accounts.push({ ...account, role, unit: unit.name, unitId: unit.id })
  }
  await setPasswords(means)
  return accounts
}

async function ensure(means: Means, account: { name: string; email: string }, office: Office): Promise<void> {
  const known = await findAccount(means, account.email)
  if (!known) await addAccount(means, { ...account, office, demo: true }, null)
  else if (known.demo && known.offices.length === 0) await giveOffice(means, known.id, office, null)
}

/** One hash for all: who they are is no secret, and each costs time. */
async function setPasswords({ db }: Means): Promise<void> {
  const rows = await db.selectFrom('account').select('password').distinct().where('demo', '=', true).execute()
  const [only] = rows
  if (rows.length === 1 && (await isPassword(only!.password, DEMO_PASSWORD))) return
  const password = await hashPassword(DEMO_PASSWORD)
  await db.updateTable('account').set({ password }).where('demo', '=', true).execute()
}
