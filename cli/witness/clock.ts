/** The time that a witness may sign: what it says of one log never goes back (C2SP tlog-cosignature). */

/** Seconds by which time servers set a clock back without anything being wrong. */
const SET_BACK = 60

/**
 * What the clock shows, or once more the time signed last when the clock was set back by a little. Undefined when it is
 * further behind: a witness that cannot tell the time, as after a start without a network, must not say what time it is.
 */
export function timeToSign(clock: number, last: number | undefined): number | undefined {
  if (last === undefined || clock >= last) return clock
  return last - clock <= SET_BACK ? last : undefined
}
