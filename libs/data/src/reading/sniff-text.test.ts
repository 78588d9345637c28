import { Buffer } from 'node:buffer';

import { expect, test } from 'vitest';

import { sniffText } from '../index.ts';

test('tells encoding and dialect of CSV, unless they are said', () => {
  const text = "größe;name\n1,5;'a;b'\n2,5;'c'\n";
  expect(sniffText(Buffer.from(text, 'latin1'), true)).toEqual({
    encoding: 'windows-1252',
    dialect: { delimiter: ';', quote: "'", newline: '\n', decimal: ',' },
  });
  const said = { encoding: 'latin1', quote: '"', decimal: '.' } as const;
  expect(sniffText(Buffer.from(text, 'latin1'), true, said)).toMatchObject({
    encoding: 'latin1',
    dialect: { quote: '"', decimal: '.' },
  });
});

test('JSON has no dialect', () => {
  for (const text of ['{"a":1}\n', ' [{"a":1}]']) {
    expect(sniffText(Buffer.from(text), true)).toEqual({ encoding: 'UTF-8', dialect: undefined });
  }
});
