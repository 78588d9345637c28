import fc from 'fast-check';
import { expect, test } from 'vitest';

import { csvRows } from './csv-rows.ts';
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
  const cell = fc.string({ maxLength: 4 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
      const text = csvText([['id', 'width'], ...rows]);
      const sent = csvRows(prepare(text).text);
      expect(sent).toEqual({ columns: ['width'], rows: rows.map(([, width]) => [width]) });
    }),
  );
});

test('other dialects are cut as the service cuts them', () => {
  expect(prepare("id;width;colour\n7;1,5;'re;d'\n")).toEqual({
    text: 'width,colour\r\n"1,5","re;d"\r\n',
    leftAside: ['id'],
  });
});

test('a misplaced quote is said before anything is sent', () => {
  expect(prepare('id,width\n1,"2\n').problem).toBe(
    'Line 2: found a quote that is never closed, expected another that closes it. Write a quote inside a quoted cell twice.',
  );
});

test('a row that is too long stays so, for the service to refuse', () => {
  expect(prepare('id,width,colour\n1,2,red,more\n').text).toBe('width,colour\r\n2,red,more\r\n');
});

test('a file of which no column is known is sent as it is: the service names what it expected', () => {
  expect(prepare('a,b\n1,2\n')).toEqual({ text: 'a,b\n1,2\n', leftAside: [] });
});
