/** The built page in a real browser, before the real service, with models that the trainer made. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { printable } from '@lambda-forest/text';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { accessibilityProblems, keep, launch, open } from './browser.ts';
import { serve, train, write } from './service.ts';
import type { Service } from './service.ts';

const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-playground-'));
const services: Service[] = [];
let browser: Browser;
let iris: string;
let homes: string;
let prices: string;
let wide: string;
let hostile: string;

/** Texts that would run something if a page took them for more than texts, or turn what stands behind them around. */
const CODE = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></svg><svg onload=alert(1)>',
  '<!--${alert(1)}{{alert(1)}}',
  'javascript:alert(1)//&lt;b&gt;',
  '\u202eright to left\u2066',
];

const SHOWN = CODE.map(printable);

/** Columns, levels and classes are called so. */
function hostileTable(rows: number): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = Array.from({ length: rows }, (_, i) => {
    const code = CODE[i % CODE.length]!;
    return [...CODE.map((_code, k) => (i * (k + 3)) % 11), cell(code), cell(code)].join();
  });
  return [[...CODE, 'level', 'class'].map(cell).join(), ...lines].join('\n');
}

beforeAll(async () => {
  browser = await launch();
  const table = Array.from({ length: 240 }, (_, i) => {
    const area = 30 + ((i * 37) % 160);
    const rooms = 1 + Math.floor(area / 30) + (i % 2);
    const age = (i * 53) % 90;
    return `${area},${rooms},${age},${area * 3.5 + rooms * 9 - age + ((i * 29) % 23)}`;
  });
  const file = join(folder, 'prices.csv');
  writeFileSync(file, `area,rooms,age,price\n${table.join('\n')}\n`);
  iris = await start(train(join(folder, 'iris'), '--name=iris'));
  prices = await start(train(join(folder, 'prices'), `--data=${file}`, '--target=price'));
  const names = Array.from({ length: 60 }, (_, k) => `pixel_${k}`);
  const pixels = Array.from({ length: 60 }, (_, i) => {
    const values = names.map((_name, k) => (i * 7 + k * 13 + ((i * k) % 5)) % 17);
    return `${values.join(',')},${values[3]! > 8 ? 'dark' : 'bright'}`;
  });
  const picture = join(folder, 'pixels.csv');
  writeFileSync(picture, `${names.join(',')},shade\n${pixels.join('\n')}\n`);
  wide = await start(train(join(folder, 'pixels'), `--data=${picture}`));
  const code = join(folder, '"><img src=x onerror=alert(1)>.csv');
  writeFileSync(code, hostileTable(140));
  hostile = await start(train(join(folder, 'hostile'), `--data=${code}`, '--name=hostile'));
  homes = await start(write('write-homes-model.js', join(folder, 'homes/model.forest')));
}, 120_000);

afterAll(async () => {
  await browser.close();
  for (const service of services) service.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(modelFile: string): Promise<string> {
  const service = await serve(modelFile);
  services.push(service);
  return service.url;
}

/** The classes and percentages that the bars show. */
async function bars(page: Page): Promise<Record<string, number>> {
  const rows = await page.locator('#prediction .bar').all();
  const shown = rows.map(async (row) => [
    await row.locator('.bar-name').innerText(),
    parseFloat(await row.locator('.bar-value').innerText()),
  ]);
  return Object.fromEntries(await Promise.all(shown)) as Record<string, number>;
}

/** What the bars have to show for these features, asked of the service itself. */
async function percentages(page: Page, classes: readonly string[], features: readonly number[]) {
  const answer = await page.request.post(`${iris}predict`, { data: { features } });
  const { probabilities } = (await answer.json()) as { probabilities: number[] };
  return Object.fromEntries(
    classes.map((name, k) => [name, +(probabilities[k]! * 100).toFixed(1)]),
  );
}

const batchState = (page: Page) => page.locator('.batch-state').innerText();
const headline = (page: Page) => page.locator('#prediction .headline-value');

describe('the form of a classifier', () => {
  test('has each feature in its training range, and the bars follow what is typed', async () => {
    const { page, complaints } = await open(browser, iris);
    expect(await page.locator('.field .name').allInnerTexts()).toEqual([
      'sepal_length',
      'sepal_width',
      'petal_length',
      'petal_width',
    ]);
    const slider = page.getByLabel('petal_length, slider');
    expect(await slider.getAttribute('min')).toBe('1');
    for (const [name, value] of Object.entries({
      sepal_length: '5.1',
      sepal_width: '3.5',
      petal_length: '1.4',
      petal_width: '0.2',
    })) {
      await page.getByLabel(name, { exact: true }).fill(value);
    }
    await expect
      .poll(() => bars(page))
      .toEqual(
        await percentages(page, ['setosa', 'versicolor', 'virginica'], [5.1, 3.5, 1.4, 0.2]),
      );
    expect(await headline(page).innerText()).toBe('setosa');
    await keep(page, 'iris-light');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('is used by the keyboard alone, in the order that is seen', async () => {
    const { page, complaints } = await open(browser, iris);
    const focused = () =>
      page.evaluate<string>(
        `document.activeElement.getAttribute('aria-label') ?? document.activeElement.id`,
      );
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Skip to the prediction');
    await page.getByRole('button', { name: 'Typical' }).focus();
    const order: string[] = [];
    for (let stop = 0; stop < 4; stop++) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['field-0', 'sepal_length, slider', 'field-1', 'sepal_width, slider']);

    const slider = page.getByLabel('petal_length, slider');
    const field = page.getByLabel('petal_length', { exact: true });
    await slider.focus();
    for (const [key, value] of [
      ['Home', '1'],
      ['ArrowRight', '1.01'],
      ['PageUp', '1.11'],
      ['ArrowDown', '1.1'],
      ['End', '6.7'],
      ['ArrowRight', '6.7'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => field.inputValue(), { message: key }).toBe(value);
    }
    await page.getByLabel('petal_width, slider').focus();
    await page.keyboard.press('End');
    await expect.poll(() => headline(page).innerText()).toBe('virginica');
    await page.locator('.heard[role=status]', { hasText: 'species: virginica' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('dragging a slider ends with the answer for where it was left', async () => {
    const { page, complaints } = await open(browser, iris);
    let running = 0;
    let most = 0;
    page.on('request', () => (most = Math.max(most, ++running)));
    page.on('requestfinished', () => running--);
    const box = (await page.getByLabel('petal_length, slider').boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 2, y, { steps: 40 });
    await page.mouse.up();
    const length = await page.getByLabel('petal_length', { exact: true }).inputValue();
    expect(Number(length)).toBeLessThan(1.3);
    await expect
      .poll(() => bars(page))
      .toEqual(
        await percentages(
          page,
          ['setosa', 'versicolor', 'virginica'],
          [5.84, 3.05, Number(length), 1.21],
        ),
      );
    expect(most).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('refusals and warnings are shown beside their fields', async () => {
    const { page, complaints } = await open(browser, iris);
    const length = page.getByLabel('sepal_length', { exact: true });
    await length.fill('five');
    await page.getByLabel('petal_width', { exact: true }).fill('');
    const note = (name: string) => page.locator(`[data-field=${name}] .notes`);
    await note('petal_width').getByText('Found no value').waitFor();
    expect(await note('sepal_length').innerText()).toContain('expected a number');
    expect(await length.getAttribute('aria-invalid')).toBe('true');
    expect(await length.getAttribute('aria-describedby')).toBe(
      await note('sepal_length').getAttribute('id'),
    );
    expect(await page.getByRole('alert').innerText()).toContain('do not fit');
    expect(await accessibilityProblems(page)).toEqual([]);
    await keep(page, 'iris-errors');

    await page.getByLabel('petal_width', { exact: true }).fill('2');
    await length.fill('99');
    await note('sepal_length').getByText('above 7.9').waitFor();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    expect(await page.locator('.caution').innerText()).toContain('sepal_length');
    await keep(page, 'iris-warning');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the request, the response and the command are those of the form', async () => {
    const { page } = await open(browser, iris, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByLabel('sepal_width', { exact: true }).fill('3.25');
    await page.getByRole('region', { name: 'curl' }).getByText('3.25').waitFor();
    await page.getByRole('button', { name: 'Copy curl' }).click();
    await page.getByRole('button', { name: 'Copy curl' }).getByText('Copied').waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toBe(
      [
        `curl '${iris}predict' \\`,
        "  -H 'content-type: application/json' \\",
        `  -d '{"features":{"sepal_length":5.84,"sepal_width":3.25,"petal_length":3.76,"petal_width":1.21}}'`,
      ].join('\n'),
    );
    await page.context().close();
  });
});

describe('a batch', () => {
  const csv = [
    'sepal_width,sepal_length,petal_length,petal_width,species',
    '3.5,5.1,1.4,0.2,setosa',
    '3.0,wide,4.2,1.3,versicolor',
    '',
    '2.8,6.4,99,2.2,virginica',
  ].join('\n');

  /** Drops a file as a user does: on the zone, from outside the page. */
  async function drop(page: Page, name: string, text: string): Promise<void> {
    const data = await page.evaluateHandle(
      ([fileName, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content!], fileName!, { type: 'text/csv' }));
        return transfer;
      },
      [name, text],
    );
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: data });
  }

  test('is dropped, answered row by row and downloaded', async () => {
    const { page, complaints } = await open(browser, iris);
    await drop(page, 'flowers.csv', csv);
    const rows = page.locator('#batch tbody tr');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await rows.nth(0).innerText()).toContain('setosa');
    expect(await rows.nth(1).innerText()).toContain('sepal_length: Found a text');
    expect(await rows.nth(2).innerText()).toContain('outside training');
    await expect.poll(() => batchState(page)).toMatch(/3 rows, 1 refused/);
    // The file was dropped while the top of the page was shown.
    const top = async () => (await page.locator('#batch').boundingBox())!.y;
    await expect.poll(top).toBeLessThan(200);
    expect(await accessibilityProblems(page)).toEqual([]);
    await keep(page, 'iris-batch');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityProblems(page)).toEqual([]);
    await keep(page, 'iris-batch-dark');

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download results' }).click();
    expect((await download).suggestedFilename()).toBe('flowers-predictions.csv');
    const lines = readFileSync(await (await download).path(), 'utf8').split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(
      `${csv.split('\n')[0]!},prediction,probability_setosa,probability_versicolor,probability_virginica,warnings,errors`,
    );
    expect(lines[1]).toMatch(/^3\.5,5\.1,1\.4,0\.2,setosa,setosa,0\.99\d+,0\.003\d+,0\.003\d+,,$/);
    expect(lines[2]).toMatch(/^3\.0,wide,4\.2,1\.3,versicolor,,,,,,/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('is chosen by the keyboard, and the template is one that the service takes', async () => {
    const { page, complaints } = await open(browser, homes);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Template' }).press('Enter');
    const file = await (await download).path();
    const chooser = page.waitForEvent('filechooser');
    await page.locator('.drop input').focus();
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(file);
    await page.locator('#batch tbody tr').first().waitFor();
    await expect.poll(() => batchState(page)).toMatch(/1 row, none refused/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('with another table is refused as a whole, by the names of its columns', async () => {
    const { page } = await open(browser, iris);
    await drop(page, 'other.csv', 'a,b\n1,2\n');
    const alert = page.locator('#batch [role=alert]');
    await alert.waitFor();
    const text = await alert.innerText();
    expect(text).toContain('Found none of the columns in the first line');
    expect(text).toContain('"sepal_length"');
    await page.context().close();
  });

  test('may have columns that the model does not know: they are not sent, and stay in the results', async () => {
    const { page, complaints } = await open(browser, iris);
    await drop(page, 'named.csv', csv.replace(/^(.)/gm, 'x,$1').replace('x,', 'id,'));
    await page.locator('#batch tbody tr').first().waitFor();
    await expect.poll(() => batchState(page)).toMatch(/3 rows, 1 refused.* Not sent: id\./);
    expect(await page.locator('#batch thead').innerText()).toContain('id');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('separated by semicolons is answered, as every dialect that training takes', async () => {
    const { page, complaints } = await open(browser, iris);
    await drop(page, 'excel.csv', csv.replaceAll(',', ';'));
    const rows = page.locator('#batch tbody tr');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await rows.nth(0).innerText()).toContain('setosa');
    await expect.poll(() => batchState(page)).toMatch(/3 rows, 1 refused/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('from a spreadsheet of Western Europe is read as windows-1252, which is said', async () => {
    const { page } = await open(browser, iris);
    const text = csv.replace('setosa', 'café').replace('virginica', 'señal');
    await page.locator('.drop input').setInputFiles({
      name: 'ansi.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text, 'latin1'),
    });
    await expect.poll(() => batchState(page)).toMatch(/3 rows, 1 refused.* Read as windows-1252\./);
    await page.context().close();
  });

  test('of thousands of rows shows a page of them', async () => {
    const { page } = await open(browser, iris);
    const [header, row] = csv.split('\n');
    await drop(page, 'many.csv', [header, ...new Array<string>(5_000).fill(row!)].join('\n'));
    await page.getByRole('button', { name: 'Show 100 more of 4900' }).click();
    await expect.poll(() => page.locator('#batch tbody tr').count()).toBe(200);
    await page.context().close();
  });
});

describe('other models', () => {
  test('categories, missing values and many classes', async () => {
    const { page, complaints } = await open(browser, homes);
    expect(await page.locator('#prediction .bar').count()).toBe(8);
    await page.getByLabel('district', { exact: true }).first().selectOption('old town');
    await page.getByRole('radio', { name: 'gas' }).focus();
    await page.keyboard.press('ArrowRight');
    await page
      .getByRole('region', { name: 'Request', exact: true })
      .getByText('"heat pump"')
      .waitFor();
    await page.keyboard.press('ArrowRight'); // the last choice: missing
    await page.getByRole('checkbox', { name: 'year_built is missing' }).press('Space');
    const request = page.getByRole('region', { name: 'Request', exact: true });
    await request.getByText('"year_built": null').waitFor();
    expect(await request.innerText()).toContain('"heating": null');
    await page.locator('#prediction[data-state=answer]').waitFor();
    await expect.poll(() => page.getByLabel('year_built, slider').isDisabled()).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
    await keep(page, 'homes-light');
    await page.getByRole('button', { name: 'All 12 classes' }).click();
    await expect.poll(() => page.locator('#prediction .bar').count()).toBe(12);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a long form can be searched, and keeps what is not shown', async () => {
    const { page, complaints } = await open(browser, wide);
    expect(await page.locator('.field').count()).toBe(60);
    await page.getByLabel('pixel_3', { exact: true }).fill('16');
    await page.getByLabel('Find a feature').fill('PIXEL_5');
    await page.getByText('11 of 60 shown').waitFor();
    expect(await page.locator('.field').count()).toBe(11); // 5 and 50 to 59
    const request = page.getByRole('region', { name: 'Request', exact: true });
    expect(await request.innerText()).toContain('"pixel_3": 16,');
    expect(await accessibilityProblems(page)).toEqual([]);
    await keep(page, 'wide-light');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a regression shows its value among the training values, and the interval', async () => {
    const { page, complaints } = await open(browser, prices);
    const direct = await page.request.post(`${prices}predict`, {
      data: JSON.parse(
        await page.getByRole('region', { name: 'Request', exact: true }).innerText(),
      ) as object,
    });
    const { prediction } = (await direct.json()) as { prediction: number };
    const shown = Number((await headline(page).innerText()).replaceAll('\u202f', ''));
    expect(Math.abs(shown - prediction)).toBeLessThan(0.05);
    expect(await page.locator('.interval').innerText()).toMatch(/ to .*80\.0/s);
    expect(await page.locator('#card').innerText()).toContain('R²');
    expect(await accessibilityProblems(page)).toEqual([]);
    await keep(page, 'prices-light');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('every surrounding', () => {
  test.each(['light', 'dark'] as const)('%s: no finding of axe-core', async (colorScheme) => {
    const { page, complaints } = await open(browser, iris, { colorScheme });
    const [r, g, b] = (
      await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    ).match(/\d+/g)!;
    const isDark = Number(r) + Number(g) + Number(b) < 3 * 128;
    expect(isDark).toBe(colorScheme === 'dark');
    await page.locator('summary').click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('summary').click();
    await keep(page, `iris-${colorScheme}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.each([320, 390, 768])('%d pixels wide: nothing goes beyond the edge', async (width) => {
    const { page } = await open(browser, iris, { viewport: { width, height: 844 } });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width);
    expect(await accessibilityProblems(page)).toEqual([]);
    await keep(page, `iris-${width}`);
    await page.context().close();
  });

  test('names and levels that are code are shown, and run nothing', async () => {
    const { page, complaints } = await open(browser, hostile);
    expect(await page.locator('.field .name').allInnerTexts()).toEqual([...SHOWN, 'level']);
    const shown = await page.locator('#prediction .bar .bar-name').allInnerTexts();
    expect(shown.toSorted()).toEqual(SHOWN.toSorted());
    for (const index of CODE.keys()) {
      await page.getByLabel('level', { exact: true }).selectOption({ index });
      await page.locator('#prediction[data-state=answer]').waitFor();
    }
    const rows = Buffer.from(hostileTable(CODE.length));
    const name = '"><img src=x onerror=alert(1)>.csv';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: rows });
    await page.getByRole('button', { name: 'Download' }).waitFor();
    expect(await page.locator('script:not([src]), img, [onerror]').count()).toBe(0);
    expect(await page.locator('body').innerText()).not.toMatch(/[\u202e\u2066]/);
    await keep(page, 'hostile');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('without a service the page reports it, and recovers', async () => {
    const { page } = await open(browser, iris);
    await page.route('**/predict', (route) => route.abort());
    await page.getByRole('button', { name: 'Random' }).click();
    await page.getByText('not reachable').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('does not answer');
    await page.unroute('**/predict');
    await page.getByRole('button', { name: 'Typical' }).click();
    await page.locator('#prediction[data-state=answer]').waitFor();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });
});
