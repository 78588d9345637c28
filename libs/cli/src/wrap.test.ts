import { expect, test } from 'vitest';

import { fit } from './wrap.ts';

const LONG = 'one two three four five six';

test.each([
  [LONG, 14, ['one two three', 'four five six']],
  [`  ${LONG}`, 14, ['  one two', '    three four', '    five six']],
  [LONG, undefined, [LONG]],
  [LONG, 80, [LONG]],
  ['one  two three', 10, ['one  two three']],
  ['Try: curl -d {} http://127.0.0.1', 20, ['Try: curl -d {} http://127.0.0.1']],
  [
    'one two three four: "npx a b --c=d". five',
    20,
    ['one two three four:', '"npx a b --c=d".', 'five'],
  ],
  ['Fetch it with "git lfs pull".', 20, ['Fetch it with', '"git lfs pull".']],
  ['  one two "npx a --bcd=efg"', 12, ['  one two', '    "npx a --bcd=efg"']],
  ['Convert it with jq -c . FILE > x', 20, ['Convert it with jq -c . FILE > x']],
])('%j in %s columns is %j', (line, columns, lines) => {
  expect(fit(line, columns)).toEqual(lines);
});
