import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { DATE_FORMATS, DATE_PARTS, datePart, readDateTime } from './index.ts';
import type { DateFormat } from './index.ts';

const iso = (text: string) => readDateTime(text, 'iso');

describe('a date-time', () => {
  test.each([
    ['1970-01-01', 0],
    ['1970/1/2', 86_400_000],
    ['2024.02.29', Date.UTC(2024, 1, 29)],
    ['1970.1.2 18:30', 86_400_000 + 66_600_000],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2024-07-31T18:30', Date.UTC(2024, 6, 31, 18, 30)],
    ['2024-07-31 18:30:05', Date.UTC(2024, 6, 31, 18, 30, 5)],
    ['2024-07-31t18:30:05.250z', Date.UTC(2024, 6, 31, 18, 30, 5, 250)],
    ['2024-07-31T18:30:00+02:00', Date.UTC(2024, 6, 31, 16, 30)],
    ['2024-07-31T18:30:00-0330', Date.UTC(2024, 6, 31, 22, 0)],
    ['2024-07-31 18:30:00.25+01', Date.UTC(2024, 6, 31, 17, 30, 0, 250)],
    ['2024-07-31 18:30:00-08', Date.UTC(2024, 7, 1, 2, 30)],
    ['2024-07-31 18:30:00.25 UTC', Date.UTC(2024, 6, 31, 18, 30, 0, 250)],
    ['2024-07-31T18:30gmt', Date.UTC(2024, 6, 31, 18, 30)],
    ['2024-07-31, 3:45 pm', Date.UTC(2024, 6, 31, 15, 45)],
    ['2024-07-31 12:00:30 AM', Date.UTC(2024, 6, 31, 0, 0, 30)],
    ['2024-07-31 12:30 p.m. +0100', Date.UTC(2024, 6, 31, 11, 30)],
    ['2024-07-31 3:45\u202fPM', Date.UTC(2024, 6, 31, 15, 45)],
    ['31-Jul-2024', Date.UTC(2024, 6, 31)],
    ['1 september 2024 18:30', Date.UTC(2024, 8, 1, 18, 30)],
    ['31.JUL.2024', Date.UTC(2024, 6, 31)],
    ['31JUL2024', Date.UTC(2024, 6, 31)],
    ['31JUL2024:18:30:05.25', Date.UTC(2024, 6, 31, 18, 30, 5, 250)],
    ['31/Jul/2024:18:30:05 +0200', Date.UTC(2024, 6, 31, 16, 30, 5)],
    ['2024-07-31 18.30', Date.UTC(2024, 6, 31, 18, 30)],
    ['31-JUL-2024 06.30.05.250000 PM', Date.UTC(2024, 6, 31, 18, 30, 5, 250)],
    ['2024-07-31 18', Date.UTC(2024, 6, 31, 18)],
    ['2024-07-31T08', Date.UTC(2024, 6, 31, 8)],
    ['2024-07-31 3 PM', Date.UTC(2024, 6, 31, 15)],
    ['2024-Feb-29', Date.UTC(2024, 1, 29)],
    ['Jul 31, 2024', Date.UTC(2024, 6, 31)],
    ['July 31 2024, 3:45:05 PM', Date.UTC(2024, 6, 31, 15, 45, 5)],
    ['Dec. 5, 2024', Date.UTC(2024, 11, 5)],
    ['0099-12-31', new Date('0099-12-31T00:00Z').getTime()],
    ['1969-12-31T23:59:59.999Z', -1],
    ['2016-12-31T23:59:60Z', Date.UTC(2016, 11, 31, 23, 59, 59)],
    ['2017-01-01 00:59:60.25+01', Date.UTC(2016, 11, 31, 23, 59, 59, 250)],
    ['2015-06-30T16:59:60-07:00', Date.UTC(2015, 5, 30, 23, 59, 59)],
  ])('is read from %s in every format', (text, moment) => {
    for (const format of DATE_FORMATS) expect(readDateTime(text, format)).toBe(moment);
  });

  test.each<[string, DateFormat, number | undefined]>([
    ['2024-07', 'month', Date.UTC(2024, 6)],
    ['2024/07', 'month', Date.UTC(2024, 6)],
    ['07/2024', 'month', Date.UTC(2024, 6)],
    ['7-2024', 'month', Date.UTC(2024, 6)],
    ['2024M07', 'month', Date.UTC(2024, 6)],
    ['2024-m12', 'month', Date.UTC(2024, 11)],
    ['Jul 2024', 'month', Date.UTC(2024, 6)],
    ['sept. 2024', 'month', undefined],
    ['Sep. 2024', 'month', Date.UTC(2024, 8)],
    ['JUL2024', 'month', Date.UTC(2024, 6)],
    ['July-2024', 'month', Date.UTC(2024, 6)],
    ['2024 Jul', 'month', Date.UTC(2024, 6)],
    ['2024-07-31', 'month', Date.UTC(2024, 6, 31)],
    ['2024-13', 'month', undefined],
    ['202407', 'month', undefined],
    ['072024', 'month', undefined],
    ['2024', 'month', undefined],
    ['Jul-24', 'month', undefined],
    ['Juli 2024', 'month', undefined],
    ['2024Q3', 'month', undefined],
    ['2024-W07', 'month', undefined],
    ['31/07/2024', 'month', undefined],
    ['2024Q3', 'quarter', Date.UTC(2024, 6)],
    ['2024-Q4', 'quarter', Date.UTC(2024, 9)],
    ['2024 q1', 'quarter', Date.UTC(2024, 0)],
    ['Q2 2024', 'quarter', Date.UTC(2024, 3)],
    ['Q2/2024', 'quarter', Date.UTC(2024, 3)],
    ['2Q2024', 'quarter', Date.UTC(2024, 3)],
    ['2024-Q5', 'quarter', undefined],
    ['2024-07', 'quarter', undefined],
    ['2Q24', 'quarter', undefined],
  ])('of the part of a year %s is read by the format %s', (text, format, moment) => {
    expect(readDateTime(text, format)).toBe(moment);
    for (const other of DATE_FORMATS) {
      if (other !== format && moment !== undefined && !text.includes('31')) {
        expect(readDateTime(text, other)).toBeUndefined();
      }
    }
  });

  test('with the day or the month first is read by its format alone', () => {
    const july = Date.UTC(2024, 6, 4);
    expect(readDateTime('04.07.2024', 'dmy')).toBe(july);
    expect(readDateTime('4/7/2024', 'dmy')).toBe(july);
    expect(readDateTime('07/04/2024', 'mdy')).toBe(july);
    expect(readDateTime('7-4-2024 10:00', 'mdy')).toBe(july + 36_000_000);
    expect(readDateTime('7/4/2024 10:00 AM', 'mdy')).toBe(july + 36_000_000);
    expect(readDateTime('04.07.2024', 'mdy')).toBeUndefined();
    expect(readDateTime('04 07 2024', 'dmy')).toBeUndefined();
    expect(iso('04.07.2024')).toBeUndefined();
  });

  test.each([
    '',
    '2024',
    '2023-02-29',
    '2024-07-31 10-12',
    '2024-07-31 8',
    '2024-07-31 18.30:05',
    '31072024',
    '1900-02-29',
    '2024-04-31',
    '2024-00-01',
    '2024-13-01',
    '2024-07-00',
    '2024-07/31',
    '2024 07 31',
    '2024-07-31 13:00 PM',
    '2024-07-31 0:30 AM',
    '30-Feb-2024',
    '31-Jul-24',
    '31 Jul-2024',
    '31 Juli 2024',
    '31 marraskuu 2024',
    'Jul 31',
    '2024.07-31',
    '2024.0731',
    '2024-07-31T',
    '2024-07-31T24:00',
    '2024-07-31T10:60',
    '2024-07-31T10:15:60',
    '2016-12-31T23:59:61',
    '2016-12-31T23:59:60+01:00',
    '2024-07-31T10:00+15:00',
    '2024-07-31T10:00+01:75',
    '2024-07-31T10:00+1',
    '2024-07-31T10:00+15',
    '2024-07-31T10:00 UTC+1',
    '2024-07-31T10:00 CET',
    '2024-07-31 is a day',
    '20240731',
    '12345678',
    `2024-07-31${' '.repeat(50)}`,
  ])('is not read from "%s"', (text) => {
    for (const format of DATE_FORMATS) expect(readDateTime(text, format)).toBeUndefined();
  });

  test('that JavaScript writes is read as what it is', () => {
    const dates = fc.date({
      min: new Date('0000-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(iso(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  test('whatever the text, is a finite moment or none', () => {
    const text = fc.stringMatching(/^[0-9/.:TZ+ -]*$/);
    fc.assert(
      fc.property(text, fc.constantFrom(...DATE_FORMATS), (given, format) => {
        expect(Number.isFinite(readDateTime(given, format) ?? 0)).toBe(true);
      }),
    );
  });
});

test('parts are those that JavaScript says, and of a missing moment missing', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      const moment = date.getTime();
      expect(DATE_PARTS.map((part) => datePart(moment, part))).toEqual([
        moment / 86_400_000,
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        (date.getUTCDay() + 6) % 7,
        date.getUTCHours(),
      ]);
    }),
  );
  for (const part of DATE_PARTS) expect(datePart(NaN, part)).toBeNaN();
});

const two = (most: number) =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, '0'));
const date = fc
  .tuple(fc.integer({ min: 0, max: 9_999 }), fc.constantFrom('-', '/', '.'), two(13), two(32))
  .map(([year, mark, month, day]) => [String(year).padStart(4, '0'), month, day].join(mark));
const time = fc
  .tuple(
    fc.constantFrom('T', ' ', 't', ''),
    two(24),
    fc.constantFrom(':', '.'),
    two(60),
    fc.constantFrom(':00', ':59', ':60', ':61', ':7'),
  )
  .map((parts) => parts.join(''));
const zone = fc.constantFrom('', 'Z', 'z', '+02:00', ' ');

test('the quick way reads as the careful way, which the same moment with a fraction takes', () => {
  fc.assert(
    fc.property(date, time, zone, (day, hours, rest) => {
      expect(iso(day)).toBe(iso(`${day} 00:00`));
      expect(iso(`${day}${hours}${rest}`)).toBe(iso(`${day}${hours}.0${rest}`));
    }),
    { numRuns: 2_000 },
  );
});

test('the calendar is that of JavaScript on every day of four hundred years', () => {
  const end = Date.UTC(2_200, 0, 1);
  for (let moment = Date.UTC(1_800, 0, 1); moment < end; moment += 86_400_000) {
    const text = new Date(moment).toISOString();
    const read = [iso(text.slice(0, 10)), iso(`${text.slice(0, 19)}Z`), iso(text)];
    const day = [datePart(moment, 'year'), datePart(moment, 'month'), datePart(moment, 'day')];
    const shown = day.map((number) => String(number).padStart(2, '0')).join('-');
    if (read.some((found) => found !== moment) || shown !== text.slice(0, 10)) {
      expect([text, shown, ...read]).toEqual([text, text.slice(0, 10), moment, moment, moment]);
    }
  }
});
