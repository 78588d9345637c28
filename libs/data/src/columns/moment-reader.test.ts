import { DATE_FORMATS, readDateTime } from '@lambda-forest/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { momentReader } from './moment-reader.ts';

const two = (most: number) =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, '0'));
const year = fc.integer({ min: 0, max: 9_999 }).map((number) => String(number).padStart(4, '0'));
const date = fc
  .tuple(year, fc.constantFrom('-', '/', '.'), two(13), two(32))
  .map(([y, mark, m, d]) => `${y}${mark}${m}${mark}${d}`);
const time = fc
  .tuple(
    fc.constantFrom('T', ' ', 't', ''),
    two(24),
    fc.constantFrom(':', '.'),
    two(60),
    fc.constantFrom(':00', ':59', ':60', ':7', ''),
    fc.constantFrom('', 'Z', 'z', '+02:00', '.5'),
  )
  .map((parts) => parts.join(''));
const cell = fc
  .tuple(fc.constantFrom('', ' '), date, fc.oneof(fc.constant(''), time), fc.constantFrom('', ' '))
  .map((parts) => parts.join(''));

test('it reads what readDateTime reads, and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(cell, fc.string()), fc.constantFrom(...DATE_FORMATS), (text, format) => {
      expect(momentReader(format)(text)).toBe(readDateTime(text.trim(), format) ?? NaN);
    }),
    { numRuns: 2_000 },
  );
});

test.each(['2023-02-29', '1900-02-29', '2024-02-30', '2024-04-31', '2024-06-31', '2024-01-32'])(
  '%s is no day',
  (text) => {
    expect(momentReader('iso')(text)).toBeNaN();
    expect(momentReader('iso')(`${text}T12:00:00Z`)).toBeNaN();
  },
);

test('it agrees with the calendar on every day of four hundred years', () => {
  const read = momentReader('iso');
  const MS_PER_DAY = 86_400_000;
  const first = Date.UTC(1_800, 0, 1);
  for (let moment = first; moment < Date.UTC(2_200, 0, 1); moment += MS_PER_DAY) {
    const text = new Date(moment).toISOString();
    if (read(text.slice(0, 10)) !== moment || read(`${text.slice(0, 19)}Z`) !== moment) {
      expect([text, read(text.slice(0, 10))]).toEqual([text, moment]);
    }
  }
});
