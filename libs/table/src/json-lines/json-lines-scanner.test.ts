import { expect, test } from 'vitest';

import { JSON_LINES } from '../../cases/json-lines.ts';
import { JsonLinesScanner } from './json-lines-scanner.ts';

test.each(JSON_LINES)('%s', (line, expected) => {
  let found: readonly string[] | string | undefined;
  const scanner = new JsonLinesScanner({
    addObject: (_, names) => (found = names),
    addOther: (_, message) => (found = message),
    refuseLength: () => {
      throw new Error('too long');
    },
  });
  scanner.push(new TextEncoder().encode(`${line}\n`));
  scanner.end();
  if (expected instanceof RegExp) expect(found).toMatch(expected);
  else expect(found).toEqual(expected);
});
