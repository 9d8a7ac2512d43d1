/**
 * Public pages do without SvelteKit's own script. Their few enhancements (`src/lib/small/`) are built here, apart
 * from it, into `static/s/`, each file named by its hash; `virtual:small-modules` says what the first is called.
 */

import { readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = `${root}static/s`
const VIRTUAL = 'virtual:small-modules'

async function bundle(): Promise<void> {
  rmSync(out, { recursive: true, force: true })
  await build({
    configFile: false,
    root,
    base: '/s/',
    publicDir: false,
    logLevel: 'warn',
    worker: { format: 'es', rolldownOptions: { output: { entryFileNames: '[name].[hash].js' } } },
    build: {
      outDir: out,
      assetsDir: '',
      modulePreload: false,
      target: 'es2022',
      rolldownOptions: {
        input: { small: `${root}src/lib/small/main.ts` },
        output: { entryFileNames: '[name].[hash].js', chunkFileNames: '[name].[hash].js' },
      },
    },
  })
}

export function smallModules(): Plugin {
  let built: Promise<void> | undefined
  return {
    name: 'small-modules',
    // Before SvelteKit lists the files of static/.
    async config() {
      built ??= bundle()
      await built
    },
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load(id) {
      if (id !== `\0${VIRTUAL}`) return undefined
      const name = readdirSync(out).find((file) => /^small\.[^.]+\.js$/.test(file))
      return `export const script = ${JSON.stringify(`/s/${name}`)}`
    },
    async handleHotUpdate({ file, server }) {
      if (!/src\/lib\/(small|recount)\//.test(file)) return
      await bundle()
      server.ws.send({ type: 'full-reload' })
    },
  }
}
