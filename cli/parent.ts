/**
 * Under npm (npm → sh → node), or behind the stand-in of an older Node, whoever started us can be killed without a
 * signal reaching us. Then we ask ourselves to end, as a signal would have.
 */
export function endWithParent() {
  const standIn = process.env.GOC_STAND_IN
  delete process.env.GOC_STAND_IN
  if (!standIn && !process.env.npm_lifecycle_event) return
  const parent = standIn ? Number(standIn) : process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
