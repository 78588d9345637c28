import { parseOptions } from '@lambda-forest/cli';
import type { Dataset } from '@lambda-forest/data';
import { METRIC_NAMES, METRICS } from '@lambda-forest/evaluator';
import { parseSchema } from '@lambda-forest/schema';
import type { Task } from '@lambda-forest/schema';
import { expect, test } from 'vitest';

import { refuseContradictions, refuseContradictoryOptions } from './refuse-contradictions.ts';
import { TRAIN_OPTIONS } from './train-options.ts';

const STATISTICS = { minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.25 };
const TARGETS = {
  classification: { name: 'y', classes: ['a', 'b'], counts: [1, 1] },
  regression: { name: 'y', ...STATISTICS },
};

/** What the table of a target says, which is all that is asked. */
function tableOf(task: Task): Dataset {
  const features = [{ kind: 'numeric', name: 'x', ...STATISTICS, missing: 0 }];
  const schema = parseSchema({ task, target: TARGETS[task], features, rowCount: 2 });
  const rows = { columns: [Float64Array.of(0, 1)], rowCount: 2 };
  return schema.task === 'classification'
    ? { ...rows, task: schema.task, schema, target: Int32Array.of(0, 1) }
    : { ...rows, task: schema.task, schema, target: Float64Array.of(0, 1) };
}

/** Options of `train` that one task alone has a meaning for, by that task. */
const OF_TASK = {
  classification: [
    ['split', 'stratified'],
    ['min-accuracy', '0.5'],
    ['class-weight', 'balanced'],
    ['criterion', 'gini'],
    ['criterion', 'entropy'],
  ],
  regression: [
    ['criterion', 'poisson'],
    ['criterion', 'squared_error'],
    ['loss', 'poisson'],
    ['loss', 'squared_error'],
  ],
} as const;

const CASES = (['classification', 'regression'] as const).flatMap((of) => [
  ...OF_TASK[of].map(([name, value]) => [of, name, value] as const),
  ...METRIC_NAMES.filter((name) => METRICS[name].task === of).map(
    (name) => [of, 'metric', name] as const,
  ),
]);

test.each(CASES)('of %s alone: --%s=%s', (of, name, value) => {
  // Other values of the others are for both tasks, or for the other one.
  const shown = name === 'min-accuracy' ? '' : `=${value}`;
  for (const task of ['classification', 'regression'] as const) {
    const given = parseOptions(TRAIN_OPTIONS, [`--${name}=${value}`, `--task=${task}`]);
    const refusals = [
      () => refuseContradictions(tableOf(task), { ...given, task: 'auto' }),
      () => refuseContradictoryOptions(given),
    ];
    for (const refuse of refusals) {
      if (task === of) expect(refuse).not.toThrow();
      else expect(refuse).toThrow(new RegExp(`^Found --${name}${shown} .*--task`));
    }
  }
});

test('every other value of every option suits both', () => {
  const ofTask = new Set(CASES.map(([, name, value]) => `${name}=${value}`));
  for (const [name, { kind }] of Object.entries(TRAIN_OPTIONS)) {
    for (const value of kind.placeholder.split('|')) {
      if (name === 'task' || ofTask.has(`${name}=${value}`)) continue;
      for (const task of ['classification', 'regression'] as const) {
        const isValue = kind.parse(value) !== undefined;
        const given = parseOptions(TRAIN_OPTIONS, isValue ? [`--${name}=${value}`] : []);
        expect(() => refuseContradictions(tableOf(task), given)).not.toThrow();
      }
    }
  }
});
