import { expect, test } from 'vitest';

import type { Field } from '../form/fields.ts';
import { shownClasses } from './class-order.ts';
import { fieldNotes } from './field-notes.ts';
import { latestOnly } from './latest-only.ts';
import { spokenAnswer } from './spoken-answer.ts';

const fields = [{ name: 'width' }, { name: 'height' }] as Field[];

test('while one request runs the newer ones replace each other, and the last is always answered', async () => {
  const asked: number[] = [];
  const finish: (() => void)[] = [];
  const submit = latestOnly((input: number) => {
    asked.push(input);
    return new Promise<void>((resolve) => finish.push(resolve));
  });
  const rest = () => new Promise((resolve) => setTimeout(resolve));
  for (const input of [1, 2, 3, 4]) submit(input);
  expect(asked).toEqual([1]);
  finish.shift()!();
  await rest();
  expect(asked).toEqual([1, 4]);
  finish.shift()!();
  await rest();
  submit(5);
  expect(asked).toEqual([1, 4, 5]);
});

test('a refusal is shown beside the fields that it names, and otherwise in place of the answer', () => {
  const named = { pointer: '/features/width', code: 'type', message: 'Found a text.' } as const;
  const problem = { title: 'The input does not fit', status: 400, detail: 'Found 1 field.' };
  const beside = fieldNotes(
    { kind: 'problem', status: 400, problem: { ...problem, errors: [named] } },
    fields,
  );
  expect(beside.errors.get('width')).toEqual(['Found a text.']);
  expect(beside.others).toEqual([]);
  const instead = fieldNotes({ kind: 'problem', status: 413, problem }, fields);
  expect(instead.errors.size).toBe(0);
  expect(instead.others).toEqual(['Found 1 field.']);
  expect(fieldNotes({ kind: 'unreachable' }, fields).others).toHaveLength(1);
  expect(fieldNotes(undefined, fields).others).toEqual([]);
});

test('warnings are shown beside their fields', () => {
  const value = { prediction: 1, warnings: [{ feature: 'height', message: 'above 10' }] };
  const { warnings, errors } = fieldNotes({ kind: 'answer', status: 200, value }, fields);
  expect(warnings.get('height')).toEqual(['above 10']);
  expect(errors.size).toBe(0);
});

test('few classes keep their order, and of many the likeliest come first', () => {
  expect(shownClasses([0.1, 0.9], false)).toEqual([0, 1]);
  const many = Array.from({ length: 26 }, (_, k) => (k === 20 ? 0.6 : k === 7 ? 0.4 : 0));
  expect(shownClasses(many, false)).toEqual([20, 7, 0, 1, 2, 3, 4, 5]);
  expect(shownClasses(many, true)).toEqual(many.map((_, k) => k));
});

test('the answer is read out in one sentence', () => {
  const answer = { prediction: 1, class_name: 'b', probabilities: [0.25, 0.75], warnings: [] };
  expect(spokenAnswer('kind', answer)).toBe('kind: b, 75.0\u202f%.');
  const warnings = [{ feature: 'x', message: 'above' }];
  expect(spokenAnswer('price', { prediction: 12.5, warnings })).toBe('price: 12.5. 1 warning.');
});
