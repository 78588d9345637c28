import { expect, test } from 'vitest';

import { outputColumns } from './output-columns.ts';

test.each<readonly [string, readonly string[], readonly string[], readonly number[] | undefined]>([
  ['classes in another order', ['yes', 'no'], ['no', 'yes'], [1, 0]],
  ['classes beside the rows', ['customer_id', 'no', 'yes', 'label'], ['no', 'yes'], [1, 2]],
  ['classes with a word before', ['id', 'prob_0', 'prob_1'], ['0', '1'], [1, 2]],
  ['classes in brackets', ['P(a)', 'P(b)', 'P(c)'], ['a', 'b', 'c'], [0, 1, 2]],
  ['one output beside an index', ['index', 'prediction'], [], [1]],
  ['one output of two classes', ['Id', 'probability'], ['no', 'yes'], [1]],
  ['one output', ['prediction'], [], undefined],
  ['only names of rows', ['id'], [], undefined],
  ['names that say nothing', ['a', 'b'], ['no', 'yes'], undefined],
  ['some classes alone', ['no', 'other'], ['no', 'yes', 'later'], undefined],
])('%s', (_, names, classes, places) => {
  expect(outputColumns(names, classes)).toEqual(places);
});
