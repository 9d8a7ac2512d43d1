/** The ways by which someone is told. */

export const channels = ['email', 'phone', 'push'] as const
/** `phone`: by text or chat message, through a gateway of the operator's. */
export type Channel = (typeof channels)[number]

/** The languages that messages are written in. */
export type MessageLang = 'vi' | 'en'

/** The ways that this instance has. `push`: the public key that browsers are given, and where messages may then go. */
export type Offered = { email: boolean; phone: boolean; push?: { key: string; hosts: readonly string[] } }
