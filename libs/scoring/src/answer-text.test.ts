import { ForestBuilder } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { quantities } from '../test/schemas.ts';
import { AnswerText, createScorer, FailedRows, RowBatch } from './index.ts';

const builder = new ForestBuilder(1, 1);
builder.addSplit({ feature: 0, threshold: 0.5, missingLeft: true });
builder.addLeaf([1]);
builder.addLeaf([2]);
const schema = quantities(1);
const scorer = createScorer(schema, builder.build());

function batchOf(values: readonly number[], problems: Readonly<Record<number, string>> = {}) {
  const batch = new RowBatch(1, values.length);
  batch.rows.set(values);
  batch.lines.set(values.map((_, i) => 12 + i));
  batch.count = values.length;
  for (const [row, problem] of Object.entries(problems)) batch.problems.set(Number(row), problem);
  return batch;
}

test('batches become one text with one header, and reasons are spelled', () => {
  const options = { format: 'csv', probabilities: true } as const;
  const answers = new AnswerText(schema, scorer, options, (reason) => `${reason}!`);
  answers.add(batchOf([0, 1]));
  expect(answers.take()).toBe('prediction,error\n1,\n2,\n');
  answers.add(batchOf([0, 0, 1], { 1: 'no number' }), 11);
  expect(answers.take()).toBe('1,\n,no number!\n2,\n');
  expect(answers.take()).toBe('');
  expect([answers.rows, answers.failed.count]).toEqual([5, 1]);
  expect(answers.failed.places).toEqual(['line 3: no number!']);
});

test('rows that fail for the same reason are listed once, also if they were counted apart', () => {
  const failed = new FailedRows();
  failed.add(3, 'no number');
  failed.add(5, 'no number');
  const all = new FailedRows();
  all.add(1, 'no cell');
  all.addAll(failed.count, failed.list);
  all.addAll(failed.count, failed.list);
  expect(all.count).toBe(5);
  expect(all.places).toEqual(['line 1: no cell', 'line 3 and 3 more rows: no number']);
  expect(all.untold).toBe(0);
  for (let reason = 0; reason < 30; reason++) all.add(9, `reason ${reason}`);
  expect([all.list.length, all.untold]).toEqual([20, 12]);
});
