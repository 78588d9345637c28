import { csvRows } from '@lambda-forest/api/batch';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { withKnownColumns } from './known-columns.ts';
import { csvText } from './result-csv.ts';

const names = ['width', 'colour'];
const prepare = (text: string) => withKnownColumns(text, names, 'kind');

test('a file of the columns that are known is sent as it is, the target among them', () => {
  for (const text of ['colour,width\nred,1\n', ' width ,kind,colour\n1,a,red\n']) {
    expect(prepare(text)).toEqual({ text, leftAside: [] });
  }
});

test('other columns are left aside, and quotes stay whole', () => {
  expect(prepare('id,width,note,colour\n7,1,"a, ""b""","re,d"\n8,2,,blue\n')).toEqual({
    text: 'width,colour\r\n1,"re,d"\r\n2,blue\r\n',
    leftAside: ['id', 'note'],
  });
});

test('rows stay as many, whatever is in them', () => {
  const cell = fc.string({ maxLength: 4 }).map((text) => text.replace('\ufeff', ''));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
      const text = csvText([['id', 'width'], ...rows]);
      const sent = csvRows(prepare(text).text);
      // Beside a single column stands the target, or a row without a value would be an empty line.
      expect(sent).toEqual([['width', 'kind'], ...rows.map(([, width]) => [width, ''])]);
    }),
  );
});

test('a row that is too long stays so, for the service to refuse', () => {
  expect(prepare('id,width,colour\n1,2,red,more\n').text).toBe('width,colour\r\n2,red,more\r\n');
});

describe('a file of which no column is known', () => {
  test('is sent as it is: the service names what it expected', () => {
    expect(prepare('a,b\n1,2\n')).toEqual({ text: 'a,b\n1,2\n', leftAside: [] });
  });

  test.each([
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'bars'],
  ])('is refused with the reason where it is separated by %j', (delimiter, called) => {
    const { problem } = prepare(`width${delimiter}colour\n1${delimiter}red\n`);
    expect(problem).toContain(`Found columns separated by ${called}, expected commas`);
  });
});
