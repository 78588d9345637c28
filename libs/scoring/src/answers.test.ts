import { ForestBuilder } from '@lambda-forest/forest';
import { describe, expect, test } from 'vitest';

import { MIXED, quantities } from '../test/schemas.ts';
import { createAnswerWriter } from './answer-writer.ts';
import { RowBatch } from './index.ts';
import type { AnswerOptions } from './index.ts';
import { createScorer } from './scorer.ts';

const batch = new RowBatch(6, 3);
batch.count = 2;
batch.problems.set(1, 'column "a": found "x", expected a number');
const scores = Float64Array.of(0.25, 0.75, NaN, NaN);

describe('answers', () => {
  test('as CSV: the class, each probability, and what is wrong with a row', () => {
    const writer = createAnswerWriter(MIXED, { format: 'csv', probabilities: true });
    expect(writer.header([])).toBe(
      'prediction,class_name,probability_no,"probability_yes, ""sure""",error\n',
    );
    expect(writer.write(batch, scores)).toBe(
      '1,"yes, ""sure""",0.25,0.75,\n,,,,"column ""a"": found ""x"", expected a number"\n',
    );
  });

  test('as CSV without probabilities', () => {
    const writer = createAnswerWriter(MIXED, { format: 'csv', probabilities: false });
    expect(`${writer.header([])}${writer.write(batch, scores).split('\n')[0]!}`).toBe(
      'prediction,class_name,error\n1,"yes, ""sure""",',
    );
  });

  test('as JSON Lines: what the service answers', () => {
    const writer = createAnswerWriter(MIXED, { format: 'jsonl', probabilities: true });
    const lines = writer.write(batch, scores).trim().split('\n');
    expect(JSON.parse(lines[0]!)).toEqual({
      prediction: 1,
      class_name: 'yes, "sure"',
      probabilities: [0.25, 0.75],
    });
    expect(JSON.parse(lines[1]!)).toEqual({ error: 'column "a": found "x", expected a number' });
  });

  test('of a quantity in both formats', () => {
    const one = new RowBatch(1, 2);
    one.count = 2;
    one.problems.set(0, 'bad');
    const answers = Float64Array.of(NaN, 1.5);
    const options = { probabilities: true };
    const csv = createAnswerWriter(quantities(1), { ...options, format: 'csv' });
    expect(csv.header([]) + csv.write(one, answers)).toBe('prediction,error\n,bad\n1.5,\n');
    const json = createAnswerWriter(quantities(1), { ...options, format: 'jsonl' });
    expect(json.write(one, answers)).toBe('{"error":"bad"}\n{"prediction":1.5}\n');
  });
});

describe('beside the answers', () => {
  const kept = (names: readonly string[], ...rows: (readonly unknown[])[]) => {
    const filled = new RowBatch(1, rows.length);
    filled.count = rows.length;
    filled.keptNames = names;
    filled.kept.push(...rows);
    return filled;
  };
  const written = (options: Partial<AnswerOptions>, one: RowBatch, ends?: Float64Array) => {
    const all = { format: 'csv', probabilities: true, ...options } as const;
    const writer = createAnswerWriter(quantities(1), all);
    return writer.header(one.keptNames) + writer.write(one, Float64Array.of(1, 2), ends);
  };

  test('stand the columns that are kept, before them', () => {
    const one = kept(['id', 'a,b'], ['007', null], [8, { c: [1] }]);
    expect(written({}, one)).toBe('id,"a,b",prediction,error\n007,,1,\n8,"{""c"":[1]}",2,\n');
    expect(written({ format: 'jsonl' }, one)).toBe(
      '{"id":"007","a,b":null,"prediction":1}\n{"id":8,"a,b":{"c":[1]},"prediction":2}\n',
    );
  });

  test('stand the ends of intervals', () => {
    const ends = Float64Array.of(0.5, 1.5, 1, 3);
    const one = kept([], [], []);
    expect(written({ intervals: true }, one, ends)).toBe(
      'prediction,interval_lower,interval_upper,error\n1,0.5,1.5,\n2,1,3,\n',
    );
    expect(written({ format: 'jsonl', intervals: true }, one, ends)).toContain(
      '{"prediction":1,"interval":{"lower":0.5,"upper":1.5,"level":0.8}}\n',
    );
  });

  test.each([
    ['=1+2', "'=1+2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['+cmd', "'+cmd"],
    ['-5', '-5'],
    ['-1.5e-3', '-1.5e-3'],
    ['+1,5', '"+1,5"'],
    ['a=b', 'a=b'],
  ])('a spreadsheet takes %s as %s', (cell, safe) => {
    const one = kept(['x'], [cell], ['']);
    expect(written({ safeCsv: true }, one).split('\n')[1]).toBe(`${safe},1,`);
  });
});

test('rows are scaled as the model says before the forest sees them', () => {
  const builder = new ForestBuilder(2, 1);
  builder.addSplit({ feature: 1, threshold: 0, missingLeft: false });
  builder.addLeaf([10]);
  builder.addLeaf([20]);
  const scaling = { center: [0, 5], scale: [1, 2] };
  const scorer = createScorer({ ...quantities(2), scaling }, builder.build());
  expect(Array.from(scorer.score(Float64Array.of(9, 5, 9, 5.5)))).toEqual([10, 20]);
  const plain = createScorer(quantities(2), builder.build());
  expect(Array.from(plain.score(new Float64Array(2 * 5_000).fill(1)))).toEqual(
    new Array(5_000).fill(20),
  );
});
