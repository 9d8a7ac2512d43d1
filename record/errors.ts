/** What can be wrong with bytes that someone else wrote. Anything else that is thrown is a fault of ours. */

export type RecordErrorCode =
  | 'not-utf8'
  | 'not-hex'
  | 'not-base64'
  | 'not-canonical'
  | 'bad-size'
  | 'bad-hash'
  | 'bad-path'
  | 'bad-tile'
  | 'bad-bundle'
  | 'bad-key'
  | 'bad-note'
  | 'bad-checkpoint'
  | 'bad-cosignature'
  | 'bad-request'
  | 'bad-proof'
  | 'bad-commitment'
  | 'bad-receipt'
  | 'ambiguous-key'
  | 'unknown-key'
  | 'bad-signature'
  | 'wrong-origin'
  | 'too-few-witnesses'
  | 'not-included'

/** The only error that this room throws on input. `code` is for programs and translations, `message` for people. */
export class RecordError extends Error {
  readonly code: RecordErrorCode

  constructor(code: RecordErrorCode, message: string) {
    super(message)
    this.name = 'RecordError'
    this.code = code
  }
}
