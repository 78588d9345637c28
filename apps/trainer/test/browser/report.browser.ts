import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { printable } from '@lambda-forest/text';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { findChromium } from '../../../../tools/chromium/chromium.ts';
import { train, trainer } from '../run.ts';
import { CODE, customers, hostile, houses, samples } from './tables.ts';

/** Screenshots to look at. */
const OUTPUT = fileURLToPath(new URL('../../test-output/report/', import.meta.url));
const { CI } = process.env;
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Pixels that a letter in a chart has at least on a phone. */
const LEAST_LETTER = 7.5;

const executablePath = findChromium();
if (executablePath === undefined) {
  console.warn(
    'REPORT NOT CHECKED IN A BROWSER: found no Chromium. Install it, or name it in CHROMIUM.',
  );
}

const HOSTILE_FILE = '"><img src=x onerror=alert(1)>.csv';

/** A report, by the name of its screenshots. */
const REPORTS = ['iris', 'customers', 'houses', 'samples', 'evaluation'] as const;

let folder: string;
let browser: Browser;
beforeAll(async () => {
  if (executablePath === undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-report-'));
  await mkdir(OUTPUT, { recursive: true });
  await writeFile(join(folder, 'customers.csv'), customers(1_500));
  await writeFile(join(folder, 'houses.csv'), houses(1_200));
  await writeFile(join(folder, 'samples.csv'), samples(720));
  await writeFile(join(folder, HOSTILE_FILE), hostile(210));
  await writeFile(join(folder, 'later.csv'), houses(1_500).split('\n').slice(0, 301).join('\n'));
  const of = (name: string) => [`--name=${name}`, `--output-dir=models/${name}/1.0.0`];
  const runs = [
    await train(folder, ...of('iris')),
    await train(folder, ...of('customers'), '--data=customers.csv', '--permutation-repeats=5'),
    await train(folder, ...of('houses'), '--data=houses.csv', '--scaler=standard'),
    await train(folder, ...of('samples'), '--data=samples.csv'),
    await train(folder, ...of('hostile'), `--data=${HOSTILE_FILE}`, '--permutation-repeats=2'),
    await trainer(
      folder,
      'evaluate',
      '--artifacts-dir=models',
      '--model=houses@1.0.0',
      '--data=later.csv',
      '--report=later.html',
    ),
  ];
  for (const { code, stderr } of runs) expect([code, stderr]).toEqual([0, '']);
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}, 180_000);
afterAll(async () => {
  if (executablePath === undefined) return;
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const fileOf = (name: string) =>
  name === 'evaluation'
    ? join(folder, 'later.html')
    : join(folder, 'models', name, '1.0.0', 'report.html');

/** Opens a report as a double click does, and listens. */
async function open(
  name: string,
  options: {
    readonly colorScheme: 'light' | 'dark';
    readonly viewport?: typeof DESKTOP;
    readonly bypassCSP?: boolean;
  },
) {
  // Only for axe, which is no part of the page: the page's own policy allows no script at all.
  const context = await browser.newContext({
    viewport: DESKTOP,
    bypassCSP: true,
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  const url = pathToFileURL(fileOf(name)).href;
  await page.goto(url);
  return { page, complaints, requests, url, close: () => context.close() };
}

/** A screenshot of the whole page, which takes seconds: not where nobody looks at it. */
async function capture(page: Page, name: string): Promise<void> {
  if (CI !== 'true') await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: true });
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run({ resultTypes: ['violations'] })",
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
}

/** Texts of charts of which a part lies outside their drawing. */
function labelsOutside(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`Array.from(document.querySelectorAll('figure svg text'))
    .filter((text) => {
      const { left, right } = text.getBoundingClientRect();
      const drawing = text.closest('svg').getBoundingClientRect();
      return left < drawing.left - 2 || right > drawing.right + 2;
    })
    .map((text) => text.textContent)`);
}

/** The size of the smallest letters of a chart as they are shown, in pixels. */
function smallestLetter(page: Page): Promise<number> {
  return page.evaluate<number>(`Math.min(...Array.from(document.querySelectorAll('figure svg'), (svg) =>
    (parseFloat(getComputedStyle(svg.querySelector('text')).fontSize) * svg.clientWidth) / svg.viewBox.baseVal.width))`);
}

describe.skipIf(executablePath === undefined).each(REPORTS)('the report of %s', (name) => {
  test.each(['light', 'dark'] as const)(
    'opens in %s without a complaint or a request, and can be used by everybody',
    async (colorScheme) => {
      const { page, complaints, requests, url, close } = await open(name, { colorScheme });
      await page.screenshot({ path: join(OUTPUT, `${name}-${colorScheme}-top.png`) }); // as in the README
      await capture(page, `${name}-${colorScheme}`);
      expect(await labelsOutside(page)).toEqual([]);
      await page.evaluate(
        "document.querySelectorAll('details').forEach((one) => (one.open = true))",
      );
      expect(await seriousFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([url]);
      await close();
    },
  );

  test('fits a phone without scrolling sideways', async () => {
    const { page, close } = await open(name, { colorScheme: 'light', viewport: PHONE });
    await capture(page, `${name}-phone`);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(PHONE.width);
    expect(await labelsOutside(page)).toEqual([]);
    expect(await smallestLetter(page)).toBeGreaterThanOrEqual(LEAST_LETTER);
    await close();
  });

  test('can be printed: light, and whole', async () => {
    const { page, close } = await open(name, { colorScheme: 'dark' });
    const pdf = await page.pdf({ path: join(OUTPUT, `${name}.pdf`), format: 'A4' });
    expect(pdf.length).toBeGreaterThan(20_000);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await capture(page, `${name}-print`);
    const background = await page.evaluate<string>(
      'getComputedStyle(document.body).backgroundColor',
    );
    expect(background).toBe('rgb(255, 255, 255)');
    await close();
  });
});

test.skipIf(executablePath === undefined)('links lead to their sections', async () => {
  const { page, close } = await open('iris', { colorScheme: 'light' });
  await page.click('nav a[href="#api"]');
  const top = await page.evaluate<number>(
    'document.getElementById("api").getBoundingClientRect().top',
  );
  expect(Math.abs(top)).toBeLessThan(DESKTOP.height);
  await close();
});

test.skipIf(executablePath === undefined).each([true, false])(
  'names and levels that are code are shown, and run nothing (policy off: %s)',
  async (bypassCSP) => {
    const { page, complaints, requests, url, close } = await open('hostile', {
      colorScheme: 'light',
      bypassCSP,
    });
    await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
    await capture(page, 'hostile');
    const text = await page.evaluate<string>('document.documentElement.textContent');
    expect(CODE.filter((code) => !text.includes(printable(code)))).toEqual([]);
    expect(text).toContain(HOSTILE_FILE);
    expect(text).not.toMatch(/[\u202e\u2066]/);
    expect(await page.locator('script, img, [onerror], [onload], [onmouseover]').count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([url]);
    await close();
  },
);
