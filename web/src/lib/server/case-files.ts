/** Files of a matter on their way to a browser. */

import { Readable } from 'node:stream'
import { openFile } from '@goc/store/files/keep.ts'
import { error } from '@sveltejs/kit'
import { mattersRoom } from './matters.ts'

/** `ID.0`, or `ID.0.nho` for its small picture; undefined when it is neither. */
export function readFileName(name: string): { id: string; i: number; small: boolean } | undefined {
  const [, id, i, small] = /^([0-9A-Z]{26})\.(\d{1,2})(\.nho)?$/.exec(name) ?? []
  return id === undefined ? undefined : { id, i: Number(i), small: small !== undefined }
}

/** The caller has made sure who may see it. */
export async function sendCaseFile({
  id,
  i,
  small,
}: {
  id: string
  i: number
  small: boolean
}): Promise<Response> {
  const { store, files } = mattersRoom()
  const opened = files && (await openFile(store, files, { subject: `petition/${id}`, i, preview: small }))
  if (!opened) error(404)
  return new Response(Readable.toWeb(opened.stream) as ReadableStream, { headers: opened.headers })
}
