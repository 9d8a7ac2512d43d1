/** Importing this makes `<goc-upload>` work. */

import { Upload } from './element.ts'

customElements.define('goc-upload', Upload)
