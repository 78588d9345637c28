import { expect, test } from 'vitest';

import { namesOf } from './file-names.ts';

test.each([
  [['/a/x.csv'], ['x.csv']],
  [
    ['/a/x.csv', '/b/y.csv'],
    ['x.csv', 'y.csv'],
  ],
  [
    ['/t/a/x.csv', '/t/b/x.csv', '/t/y.csv'],
    ['a/x.csv', 'b/x.csv', 'y.csv'],
  ],
  [
    ['/t/year=2023/x.csv', '/t/year=2024/y.csv'],
    ['year=2023/x.csv', 'year=2024/y.csv'],
  ],
  [
    ['C:\\t\\s=a\\x.csv', 'C:\\t\\s=b\\x.csv'],
    ['s=a/x.csv', 's=b/x.csv'],
  ],
  [['/t/year=2023/x.csv'], ['x.csv']],
])('files %j are called %j', (files, names) => {
  expect(namesOf(files)).toEqual(names);
});
