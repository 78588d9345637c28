import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { parseCsv } from '../src/index.ts';
import { rowsOf } from './support.ts';

/**
 * csv-spectrum (github.com/max-mapper/csv-spectrum) is a collection of pairs: a CSV file and the records it
 * means. It is looked for in a folder `shared/anchors/csv-spectrum` beside the checkout or above.
 */
const spectrum = findAbove(import.meta.dirname, join('shared', 'anchors', 'csv-spectrum'));

if (spectrum === undefined) {
  console.warn('SKIPPED: csv-spectrum was not found in a folder shared/anchors above this one.');
}

describe.skipIf(spectrum === undefined)('csv-spectrum', () => {
  const folder = join(spectrum ?? '', 'csvs');
  const names = existsSync(folder) ? readdirSync(folder).map((file) => basename(file, '.csv')) : [];

  test('it has its documents', () => {
    expect(names.length).toBeGreaterThanOrEqual(11);
  });

  test.each(names)('%s reads as its records', (name) => {
    const table = parseCsv(readDocument(join(folder, `${name}.csv`)), { source: name });
    const records = rowsOf(table).map((cells) =>
      Object.fromEntries(table.header.map((column, i) => [column, cells[i]])),
    );
    const expected: unknown = JSON.parse(
      readFileSync(join(folder, '..', 'json', `${name}.json`), 'utf8'),
    );
    expect(records).toEqual(expected);
  });
});

/** Git may have written the documents about CRLF with LF, which is not what their records say. */
function readDocument(path: string): Uint8Array {
  const bytes = readFileSync(path);
  if (!path.endsWith('_crlf.csv') || bytes.includes('\r')) return bytes;
  return Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r\n'));
}

function findAbove(start: string, path: string): string | undefined {
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return join(folder, path);
  }
  return undefined;
}
