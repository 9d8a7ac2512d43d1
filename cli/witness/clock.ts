/** The time that a witness may sign: what it says of one log never goes back (C2SP tlog-cosignature). */

/** Seconds by which time servers set a clock back without anything being wrong. */
const SET_BACK = 60
/** 2025-01-01: there was no such witness before, so an earlier clock is one that was never set. */
const EARLIEST = 1_735_689_600

/**
 * What the clock shows, or once more the time signed last when the clock was set back by a little. `behind` says by how
 * many seconds it is further behind: a witness that cannot tell the time must not say what time it is.
 */
export function timeToSign(clock: number, last = EARLIEST): { time: number } | { behind: number } {
  return last - clock > SET_BACK ? { behind: last - clock } : { time: Math.max(clock, last) }
}
