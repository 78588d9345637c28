/** Chromium under observation: its logs, its requests, and the findings of axe-core. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page with its unwanted actions. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, dialogs, and requests to another origin. */
  readonly complaints: readonly string[];
}

const OUTPUT = fileURLToPath(new URL('../../test-output/', import.meta.url));
const { CI } = process.env;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(): Promise<Browser> {
  mkdirSync(OUTPUT, { recursive: true });
  const isRoot = process.getuid?.() === 0; // for whom Chromium has no sandbox
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: isRoot ? [...FLAGS, '--no-sandbox'] : FLAGS,
  });
}

/** Opens the page and waits for its first prediction. */
export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Chromium logs each refused request as an error; the page's reaction is tested separately.
    const isRefusal = /status of 4\d\d/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isRefusal) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'blob:' && origin !== new URL(url).origin) complaints.push(request.url());
  });
  await page.goto(url);
  await page.locator('#prediction[data-state=answer]').waitFor();
  return { page, complaints };
}

/** Saves a screenshot of the whole page as `test-output/<name>.png`, except in CI, where nobody looks at it. */
export async function keep(page: Page, name: string): Promise<void> {
  await page.evaluate('scrollTo(0, 0)');
  if (CI === 'true') return;
  await page.screenshot({ path: `${OUTPUT}${name}.png`, fullPage: true, animations: 'disabled' });
}

/** What axe-core finds that is moderate or worse, each with its first place. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE); // not as a script of the page, which the page's policy would refuse
  const { violations } = await page.evaluate<{
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  }>("axe.run({ resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => ['moderate', 'serious', 'critical'].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes[0]!.html} ${nodes[0]!.failureSummary}`);
}
