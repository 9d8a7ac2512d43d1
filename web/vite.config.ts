import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig, type Plugin } from 'vite'
import { smallModules } from './vite/small-modules.ts'

const store = /^@goc\/store\//

/** SvelteKit keeps server files of web/ out of the browser; this keeps the store out. */
const storeStaysOnTheServer: Plugin = {
  name: 'store-stays-on-the-server',
  enforce: 'pre',
  resolveId(id, importer) {
    if (store.test(id) && this.environment.name === 'client') {
      this.error(`${importer} runs in the browser and may not import ${id}`)
    }
  },
}

export default defineConfig({
  plugins: [
    storeStaysOnTheServer,
    smallModules(),
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true }),
      // A cached page would repeat a nonce, so what is inline is named by its hash; public pages have nothing inline.
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          'font-src': ['self'],
          'img-src': ['self'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'manifest-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  build: { assetsInlineLimit: 0 },
  // The store opens sockets and reads its migrations: Node runs it as it lies, unbundled.
  environments: { ssr: { build: { rolldownOptions: { external: [store] } } } },
})
