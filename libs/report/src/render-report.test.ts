import { allNumbers } from '@lambda-forest/data';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { option } from '@lambda-forest/text';

import { reportInput } from '../test/inputs.ts';
import type { Size } from '../test/inputs.ts';
import { modelCard, renderReport } from './index.ts';

const MAX_BYTES = 500_000;

const SIZES: Readonly<Record<string, Size>> = {
  'three classes': { rows: 120, features: 4, classes: 3 },
  'two classes': { rows: 200, features: 30, classes: 2, missingEvery: 7, categories: true },
  'a quantity': { rows: 300, features: 10, classes: 0, missingEvery: 11, categories: true },
  'one row of a class': { rows: 1, features: 1, classes: 2 },
  'one row of a quantity': { rows: 1, features: 1, classes: 0 },
  'hundreds of classes and thousands of features': { rows: 3_000, features: 2_000, classes: 300 },
  'a hundred thousand rows': { rows: 100_000, features: 12, classes: 0 },
};

const pages = Object.fromEntries(
  Object.entries(SIZES).map(([name, size]) => [name, renderReport(reportInput(size))]),
);

const parse = (page: string) => parseHTML(page).document;

describe.each(Object.keys(SIZES))('a report of %s', (name) => {
  const page = pages[name]!;
  const document = parse(page);

  test('is one page below 500 kB', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(MAX_BYTES);
    expect(page.startsWith('<!doctype html>')).toBe(true);
  });

  test('loads nothing, sends nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son[a-z]+="|https?:/i);
    expect(page).toContain("default-src 'none'");
  });

  test('has names for screen readers, and links that lead somewhere', () => {
    const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const drawings = document.querySelectorAll('svg[role=img]');
    expect(drawings.length).toBeGreaterThan(3);
    for (const drawing of drawings) {
      expect(drawing.querySelector('title')?.textContent).toMatch(/\w/);
      expect(drawing.querySelector('desc')?.textContent).toMatch(/\w/);
      for (const id of drawing.getAttribute('aria-labelledby')!.split(' '))
        expect(ids).toContain(id);
    }
    for (const table of document.querySelectorAll('table')) {
      expect(table.querySelector('caption')?.textContent).toMatch(/\w/);
      expect(table.querySelectorAll('th[scope]').length).toBeGreaterThan(0);
    }
    for (const link of document.querySelectorAll('a')) {
      expect(ids).toContain(link.getAttribute('href')!.slice(1));
    }
  });

  test('draws no NaN', () => {
    for (const drawing of document.querySelectorAll('svg')) {
      expect(drawing.outerHTML).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

test('the same input gives the same page', () => {
  const size = SIZES['two classes']!;
  expect(renderReport(reportInput(size))).toBe(pages['two classes']);
});

test('has all sections for classes', () => {
  const document = parse(pages['three classes']!);
  const titles = Array.from(document.querySelectorAll('h2'), (title) => title.textContent);
  expect(titles).toEqual([
    'How good it is',
    'Confusion of classes',
    'Curves, calibration and scores',
    'Error by number of trees',
    'Importance of columns',
    'Partial dependence',
    'The worst-predicted rows',
    'Data and schema',
    'Split and options',
    'Call the API',
    'Provenance',
    'Model card',
  ]);
  const figures = Array.from(document.querySelectorAll('h3'), (title) => title.textContent);
  for (const title of [
    'Confusion matrix',
    'ROC curve',
    'Precision-recall curve',
    'Calibration',
    'Distribution of scores',
    'By impurity',
    'By permutation',
  ]) {
    expect(figures).toContain(title);
  }
  expect(pages['three classes']).toContain('b'.repeat(64));
});

test('and for a quantity', () => {
  const figures = Array.from(
    parse(pages['a quantity']!).querySelectorAll('h3'),
    (title) => title.textContent,
  );
  for (const title of [
    'Predicted against actual',
    'Residuals against predictions',
    'Distribution of residuals',
    'Size of the errors',
  ]) {
    expect(figures).toContain(title);
  }
});

test('notes what it leaves out', () => {
  const many = pages['hundreds of classes and thousands of features']!;
  expect(many).toContain('Of 300 classes, the 20 with the most mistakes');
  expect(many).toContain('The first 30 of 2,000 columns');
  expect(pages['a hundred thousand rows']).toContain('700 of 100,000 rows');
});

test('the report of a saved model leaves out what only its training knew', () => {
  const { training: _, explanation, ...rest } = reportInput(SIZES['three classes']!);
  const { columns, permutation } = explanation.importances;
  const known = columns.map(({ impurity: __, ...column }) => column);
  const importances = { columns: known, ...(permutation && { permutation }) };
  const page = renderReport({ ...rest, explanation: { ...explanation, importances } });
  const figures = Array.from(parse(page).querySelectorAll('h3'), (title) => title.textContent);
  expect(figures).not.toContain('By impurity');
  expect(figures).toContain('By permutation');
  expect(page).toContain('Evaluation report');
});

describe('names from a table', () => {
  const evil = `<script>alert("1")</script><img src=x onerror='x'>&amp;`;
  const size: Size = { rows: 60, features: 7, classes: 3, name: (kind, i) => `${evil}${kind}${i}` };
  const input = reportInput({ ...size, categories: true });

  test('are plain text in the page', () => {
    const page = renderReport(input);
    const document = parse(page);
    expect(document.querySelectorAll('script, img')).toHaveLength(0);
    expect(page).not.toContain('<script');
    expect(document.querySelector('header strong')!.textContent).toContain('<script>alert');
  });

  test('and in the card', () => {
    expect(modelCard(input)).not.toMatch(/(?<!\\)<script/);
  });

  test('that are very long or invisible stay within bounds', () => {
    const long = (kind: string, i: number) => `${kind}${i}\u202e\u0000${'ñ🌲'.repeat(2_000)}`;
    const page = renderReport(reportInput({ ...size, features: 40, name: long }));
    expect(Buffer.byteLength(page)).toBeLessThan(MAX_BYTES);
    for (const hidden of ['\u202e', '\u0000']) expect(page).not.toContain(hidden);
  });
});

describe('a model card', () => {
  const card = modelCard(reportInput(SIZES['three classes']!));

  test('has every part, what is known, and what is to be filled in', () => {
    for (const part of ['Purpose', 'Data', 'Performance', 'Limits', 'Ethical notes', 'Upkeep']) {
      expect(card).toContain(`\n## ${part}\n`);
    }
    expect(card.match(/\*\*To fill in:\*\*/g)!.length).toBeGreaterThan(10);
    expect(card).toContain('Weakest class');
  });

  test('of a quantity names the range of its answers', () => {
    expect(modelCard(reportInput(SIZES['a quantity']!))).toContain(
      'It never answers with less than',
    );
  });
});

test('the page and the card keep the marks of options for the program to spell', () => {
  const input = reportInput(SIZES['three classes']!);
  const page = renderReport(input);
  expect(page).toContain(`${option('model')}=`);
  expect(page).not.toContain('u{2063}');
  expect(modelCard(input)).toContain('evaluate model=');
});

test('text, names and dates are a row each, and are sent as they are', () => {
  const input = reportInput({ rows: 60, classes: 2, features: 4 });
  const { features } = input.schema;
  const sources = [
    { column: 'title', word: 'oil' },
    { column: 'title', word: 'sea' },
    { column: 'artist', statistic: 'count' },
    { column: 'sold', part: 'days', format: 'iso' },
  ] as const;
  const computed = features.map((feature, i) => {
    const source = sources[i];
    return source === undefined ? feature : { ...feature, source };
  });
  const levels = ['Ada', 'Bob'];
  const schema = {
    ...input.schema,
    features: computed,
    encodings: [{ column: 'artist', levels, values: [[7, 3]], unseen: [0] }],
  } as typeof input.schema;
  const row = input.evaluation.rows[0]!;
  const numbers = [0, 1, 3, 19_000];
  const columns = input.evaluation.dataset.columns.map((column, i) =>
    allNumbers(column).map((value, at) => (at === row ? (numbers[i] ?? value) : value)),
  );
  const dataset = {
    ...input.evaluation.dataset,
    schema,
    columns,
  } as typeof input.evaluation.dataset;
  const page = renderReport({ ...input, schema, evaluation: { ...input.evaluation, dataset } });
  const { document } = parseHTML(page);
  const rows = [...document.querySelectorAll('#data tbody tr')].map((each) =>
    [...each.querySelectorAll('th,td')].slice(0, 3).map((cell) => cell.textContent.trim()),
  );
  expect(rows).toContainEqual(['title', 'text', 'oil, sea']);
  expect(rows).toContainEqual(['artist', 'names', 'Ada, Bob']);
  expect(document.body.textContent).toContain(
    '{"features":{"title":"sea","artist":"Bob","sold":"2022-01-08"}',
  );
});
