import { expect, test } from 'vitest';

import { kindOfTexts } from './many-texts.ts';

const ADJECTIVES = ['small', 'blue', 'old', 'wooden', 'broken'];
const NOUNS = ['chair', 'table', 'lamp', 'door', 'clock', 'mirror', 'bench'];
const of = (list: readonly string[], i: number) => list[i % list.length]!;
const many = (textOf: (i: number) => string) => Array.from({ length: 300 }, (_, i) => textOf(i));
const hex = (i: number, length: number) =>
  (Math.imul(i + 1, 0x9e3779b1) >>> 0).toString(16).padStart(length, '0').slice(0, length);

test.each<[string, 'names' | 'text' | undefined, (i: number) => string]>([
  ['titles', 'text', (i) => `${of(ADJECTIVES, i)} ${of(NOUNS, i)} No. ${i}`],
  ['titles in Russian', 'text', (i) => `старый ${i} ${i % 2 === 0 ? 'дом' : 'сад'} у реки`],
  ['sentences in Japanese', 'text', (i) => `${i}番の${of(['古い家', '青い空', '海'], i)}です`],
  [
    'people with titles',
    'text',
    (i) => `X${hex(i, 6)}, ${of(['Mr', 'Mrs', 'Dr'], i)}. Y${hex(i * 7, 5)}`,
  ],
  ['street addresses', 'text', (i) => `${i} ${of(NOUNS, i)} ${of(['Road', 'Lane', 'Street'], i)}`],
  ['people', undefined, (i) => `X${hex(i, 6)} Y${hex(i * 7, 5)}`],
  ['UUIDs', undefined, (i) => [8, 4, 4, 4, 8].map((n, k) => hex(i * 5 + k, n)).join('-')],
  ['order numbers', undefined, (i) => `ORD-${2000 + (i % 9)}-${hex(i, 8)}`],
  ['one sentence with a number', undefined, (i) => `the parcel with the number ${i}`],
  ['addresses of machines', undefined, (i) => `10.0.${i >> 4}.${i % 16}`],
  ['hashes', undefined, (i) => hex(i, 8)],
])('%s that are all different are %s', (_, kind, textOf) => {
  const texts = many(textOf);
  expect(new Set(texts).size).toBe(texts.length);
  expect(
    kindOfTexts(
      texts,
      texts.map(() => 1),
    ),
  ).toBe(kind);
});

test.each([
  [59, undefined],
  [60, 'names'],
])('with %i of 300 rows in pairs, texts of few words are %s', (repeated, kind) => {
  const counts = [
    ...Array<number>((repeated / 2) | 0).fill(2),
    ...Array<number>(300 - 2 * ((repeated / 2) | 0)).fill(1),
  ];
  expect(
    kindOfTexts(
      counts.map((_, i) => hex(i, 8)),
      counts,
    ),
  ).toBe(kind);
});
