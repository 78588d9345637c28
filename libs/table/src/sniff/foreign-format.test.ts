import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { FOREIGN_FORMATS, TEXTS_LIKE_THEM } from '../../cases/foreign-formats.ts';
import { isPacked, isParquet } from '../packed/decompress.ts';
import { refuseForeignFormat } from './foreign-format.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

test.each(FOREIGN_FORMATS)('%j is refused as %s', (start, name, remedy) => {
  const refuse = () => refuseForeignFormat('table', latin1(start));
  expect(refuse).toThrow(`In table, found ${name}`);
  expect(refuse).toThrow(remedy);
});

test('a long stream of zlib is known by what is there of it', () => {
  const text = Array.from({ length: 9_000 }, (_, i) => `${i / 7},${i % 3}\n`).join('');
  expect(() => refuseForeignFormat('table', deflateSync(text))).toThrow('a zlib stream');
});

test.each(TEXTS_LIKE_THEM)('text that begins with %j and %j is text', (name, delimiter) => {
  const rows = Array.from({ length: 900 }, (_, i) => `${i / 7}${delimiter}b${i % 3}\n`);
  for (const count of [0, 1, rows.length]) {
    const bytes = Buffer.from(`${name}${delimiter}y\n${rows.slice(0, count).join('')}`);
    expect(() => refuseForeignFormat('table', bytes)).not.toThrow();
    expect(isParquet(bytes) || isPacked(bytes)).toBe(false);
  }
});
