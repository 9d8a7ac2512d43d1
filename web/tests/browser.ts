/** A browser for tests: CHROMIUM if it is set, else the one that comes in a package. */

import { type Browser, chromium as playwright } from 'playwright-core'

export async function openBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM
  if (named) return playwright.launch({ executablePath: named, args: ['--no-sandbox', '--disable-gpu'] })
  const { default: chromium } = await import('@sparticuz/chromium')
  const args = chromium.args.filter((arg) => !/^--(?:disable-web-security|single-process)/.test(arg))
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, '--no-sandbox'],
  })
}
