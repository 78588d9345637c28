import { expect, test } from 'vitest';

import { judge } from './field-case.ts';
import type { FieldCase } from './field-case.ts';

const CASE: FieldCase = { id: 'A0', folder: '', script: '', says: [/rows/], never: [/WRONG/] };

test.each([
  ['as expected', 0, '3 rows', []],
  ['another exit code', 3, '3 rows', ['exit code 3, expected 0']],
  ['a missing text', 0, 'nothing', ['nothing like /rows/']],
  ['a text that must not be there', 0, 'rows WRONG', ['something like /WRONG/']],
  ['a stack trace', 0, 'rows\n    at f (a.ts:1:2)\n', ['a stack trace']],
])('%s', (_, exit, output, faults) => {
  expect(judge(CASE, { exit, output })).toEqual(faults);
});
