/** Sends one file by tus 1.0, and goes on where it was cut off for as long as the page is open. */

export type Sent = {
  id: string
  state: 'coming' | 'waiting' | 'kept' | 'refused'
  words?: string
  preview?: string
}

/** The server said no, and why. Trying again would not help. */
export class Refused extends Error {}

export type Way = {
  endpoint: string
  token: string
  /** The same for the same file, so that it goes on after the page was loaded again. */
  key: string
  signal: AbortSignal
  onBegun: (url: string) => void
  onProgress: (sent: number) => void
  /** The network is gone, or is back. */
  onWaiting: (isWaiting: boolean) => void
}

const tus = { 'Tus-Resumable': '1.0.0' }
/** What a proxy may hold back and lose with the connection is no more than this. */
const SLICE = 1 << 20
const PAUSES = [500, 1_000, 2_000, 5_000, 10_000, 20_000]

export async function sendFile(file: Blob, way: Way): Promise<Sent> {
  const url = await untilHeard(way, () => begin(file, way))
  way.onBegun(url)
  let offset: number | undefined
  for (let failed = 0; ; ) {
    const at: number = offset ?? (await untilHeard(way, () => standing(url, way.signal)))
    way.onProgress(at)
    if (at >= file.size) break
    try {
      offset = await add(url, file.slice(at, at + SLICE), at, way)
      if (failed > 0) way.onWaiting(false)
      failed = 0
    } catch (fault) {
      if (fault instanceof Refused || way.signal.aborted) throw fault
      offset = undefined
      way.onWaiting(true)
      await pause(pauseAfter(failed++), way.signal)
    }
  }
  return untilHeard(way, async () => (await heard(await fetch(url, { signal: way.signal }))).json())
}

const pauseAfter = (failed: number): number => PAUSES[Math.min(failed, PAUSES.length - 1)]!

/** Asks again after a while, or as soon as there is a network, until somebody answers. */
async function untilHeard<T>({ signal, onWaiting }: Way, work: () => Promise<T>): Promise<T> {
  for (let n = 0; ; n++) {
    try {
      const answer = await work()
      if (n > 0) onWaiting(false)
      return answer
    } catch (fault) {
      if (fault instanceof Refused || signal.aborted) throw fault
      onWaiting(true)
      await pause(pauseAfter(n), signal)
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      signal.removeEventListener('abort', go)
      resolve()
    }
    const timer = setTimeout(go, ms)
    addEventListener('online', go)
    signal.addEventListener('abort', go)
  })
}

/** The answer if it is one. Busy or broken servers are asked again; a no is final. */
async function heard(response: Response): Promise<Response> {
  if (response.ok) return response
  const { status } = response
  if (status >= 500 && status !== 507) throw new Error(String(status))
  const said = (await response.json().catch(() => ({}))) as { words?: string }
  throw new Refused(said.words ?? '')
}

/** Not broken off: what was begun must be known, so that it can be taken back. */
async function begin(file: Blob, { endpoint, token, key }: Way): Promise<string> {
  const headers = {
    ...tus,
    'Upload-Length': String(file.size),
    'Upload-Metadata': `token ${btoa(token)},key ${btoa(key)}`,
  }
  const response = await heard(await fetch(endpoint, { method: 'POST', headers }))
  return new URL(response.headers.get('Location')!, response.url).href
}

async function standing(url: string, signal: AbortSignal): Promise<number> {
  const response = await heard(await fetch(url, { method: 'HEAD', headers: tus, signal }))
  return Number(response.headers.get('Upload-Offset'))
}

/** By XMLHttpRequest: fetch tells nothing of how far a body has come. */
function add(url: string, part: Blob, offset: number, way: Way): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const headers = {
      ...tus,
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
    }
    request.open('PATCH', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => way.onProgress(offset + loaded)
    request.onloadend = () => {
      way.signal.removeEventListener('abort', stop)
      const { status } = request
      if (status === 204) resolve(Number(request.getResponseHeader('Upload-Offset')))
      else if (status === 404 || status === 413 || status === 415) reject(new Refused(''))
      else reject(new Error(String(status)))
    }
    way.signal.addEventListener('abort', stop)
    request.send(part)
  })
}
