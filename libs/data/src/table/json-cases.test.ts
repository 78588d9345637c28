import { Buffer } from 'node:buffer';

import { expect, test } from 'vitest';

import { JSON_CASES } from '../../cases/json.ts';
import { findSuspicions, parseTable, readDataset } from '../index.ts';

const ROW_COUNT = 60;

/** What is said of column x, or why the table is refused. */
function read(values: readonly string[]) {
  const rows = Array.from({ length: ROW_COUNT }, (_, i) => {
    return `{"x":${values[i % values.length]},"z":${(i * 7) % 13},"y":"${'ab'[i % 2]}"}\n`;
  });
  const table = parseTable(Buffer.from(rows.join('')), { source: 'case.jsonl' });
  const found = readDataset(table, { target: 'y', leaveOutMixed: true });
  const suspicions = findSuspicions(table, found).map(({ message }) => message);
  return { ...found, said: [found.columns[0]!.why ?? '', ...suspicions].join('\n') };
}

test.each(JSON_CASES)('of %j is read or said', (values, expected) => {
  if (expected instanceof RegExp) {
    const said = () => {
      try {
        return read(values).said;
      } catch (error) {
        return String(error);
      }
    };
    expect(said()).toMatch(expected);
    return;
  }
  const { dataset } = read(values);
  const [feature] = dataset.schema.features;
  const [column] = dataset.columns;
  if (typeof expected[0] === 'number') {
    expect([...column!.subarray(0, expected.length)]).toEqual(expected);
  } else expect(feature).toMatchObject({ name: 'x', levels: expected });
});
