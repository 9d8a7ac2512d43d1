/**
 * Complaints and denunciations (domain.md §2.2): other laws and other procedures. Gốc handles neither; the numbers
 * are for the pages that explain where to go and how long it takes. The articles were not read, so none is named.
 */

import type { Basis, Rule, RuleGrade, RuleUnit } from './rule.ts'

const complaints = '02/2011/QH13'
const denunciations = '25/2018/QH14'

const row = <const Code extends string>(
  code: Code,
  value: number,
  unit: RuleUnit,
  grade: RuleGrade,
  law: string,
  words: Pick<Basis, 'vi' | 'en'>,
) => ({ code, value, unit, grade, basis: { law, ...words } })

export const complaintRules = [
  row('complaint-statute', 90, 'day', 'V*', complaints, {
    vi: 'Khiếu nại trong 90 ngày kể từ ngày biết quyết định hoặc hành vi.',
    en: 'A complaint is made within 90 days of learning of the decision or act.',
  }),
  row('complaint-accept', 10, 'day', 'V', complaints, {
    vi: 'Trong 10 ngày kể từ ngày nhận, cơ quan thụ lý hoặc từ chối bằng văn bản.',
    en: 'Within 10 days of receipt it is accepted or refused in writing.',
  }),
  row('complaint-first', 30, 'day', 'V', complaints, {
    vi: 'Giải quyết lần đầu không quá 30 ngày kể từ ngày thụ lý.',
    en: 'A first complaint is settled within 30 days of acceptance.',
  }),
  row('complaint-first-complex', 45, 'day', 'V', complaints, {
    vi: 'Vụ việc phức tạp: giải quyết lần đầu không quá 45 ngày.',
    en: 'A complex first complaint: within 45 days.',
  }),
  row('complaint-first-remote', 45, 'day', 'V', complaints, {
    vi: 'Vùng sâu, vùng xa: giải quyết lần đầu không quá 45 ngày.',
    en: 'A first complaint in a remote area: within 45 days.',
  }),
  row('complaint-first-remote-complex', 60, 'day', 'V', complaints, {
    vi: 'Vùng sâu, vùng xa, phức tạp: giải quyết lần đầu không quá 60 ngày.',
    en: 'A complex first complaint in a remote area: within 60 days.',
  }),
  row('complaint-again', 30, 'day', 'V', complaints, {
    vi: 'Khiếu nại lần hai trong 30 ngày kể từ khi hết hạn hoặc nhận quyết định lần đầu.',
    en: 'A second complaint is made within 30 days of the first decision or its time limit.',
  }),
  row('complaint-again-remote', 45, 'day', 'V', complaints, {
    vi: 'Vùng sâu, vùng xa: khiếu nại lần hai trong 45 ngày.',
    en: 'A second complaint in a remote area is made within 45 days.',
  }),
  row('complaint-second', 45, 'day', 'M', complaints, {
    vi: 'Giải quyết lần hai không quá 45 ngày kể từ ngày thụ lý.',
    en: 'A second complaint is settled within 45 days of acceptance.',
  }),
  row('complaint-second-complex', 60, 'day', 'M', complaints, {
    vi: 'Vụ việc phức tạp: giải quyết lần hai không quá 60 ngày.',
    en: 'A complex second complaint: within 60 days.',
  }),
  row('complaint-second-remote', 60, 'day', 'M', complaints, {
    vi: 'Vùng sâu, vùng xa: giải quyết lần hai không quá 60 ngày.',
    en: 'A second complaint in a remote area: within 60 days.',
  }),
  row('complaint-second-remote-complex', 70, 'day', 'M', complaints, {
    vi: 'Vùng sâu, vùng xa, phức tạp: giải quyết lần hai không quá 70 ngày.',
    en: 'A complex second complaint in a remote area: within 70 days.',
  }),
  row('denunciation-accept', 7, 'working-day', 'V*', denunciations, {
    vi: 'Trong 7 ngày làm việc, cơ quan quyết định thụ lý hoặc không thụ lý tố cáo.',
    en: 'Within 7 working days it is decided whether a denunciation is taken up.',
  }),
  row('denunciation-accept-hard', 10, 'working-day', 'M', denunciations, {
    vi: 'Khi việc kiểm tra ban đầu phức tạp: 10 ngày làm việc.',
    en: 'Where it is hard to check: within 10 working days.',
  }),
  row('denunciation-forward', 5, 'working-day', 'M', denunciations, {
    vi: 'Tố cáo không thuộc thẩm quyền được chuyển đi trong 5 ngày làm việc.',
    en: 'A denunciation for another body is passed on within 5 working days.',
  }),
  row('denunciation-settle', 30, 'day', 'V', denunciations, {
    vi: 'Giải quyết tố cáo không quá 30 ngày kể từ ngày thụ lý.',
    en: 'A denunciation is settled within 30 days of acceptance.',
  }),
  row('denunciation-extension', 30, 'day', 'V', denunciations, {
    vi: 'Mỗi lần gia hạn giải quyết tố cáo không quá 30 ngày.',
    en: 'Each extension of a denunciation is at most 30 days.',
  }),
  row('denunciation-extend-complex', 1, 'times', 'V', denunciations, {
    vi: 'Vụ việc phức tạp được gia hạn một lần.',
    en: 'A complex denunciation may be extended once.',
  }),
  row('denunciation-extend-most-complex', 2, 'times', 'V', denunciations, {
    vi: 'Vụ việc đặc biệt phức tạp được gia hạn hai lần.',
    en: 'An especially complex denunciation may be extended twice.',
  }),
] as const satisfies readonly Rule[]
