/** Models of two numbers and a category, of every way to combine trees, and rows for them. */
import { ForestBuilder } from '@lambda-forest/forest';
import type { Combination, Forest, Link, Split } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';
import fc from 'fast-check';

const LEVELS = ['blue', 'grün', 'red', 'yellow', 'x'];
const FEATURES = 3;

export interface RandomModel {
  readonly schema: Schema;
  readonly forest: Forest;
  /** Row-major; beyond the levels is an unseen one. */
  readonly rows: Float64Array;
}

interface Shape {
  readonly task: Schema['task'];
  readonly outputs: number;
  readonly combination: Partial<Combination>;
}

const IDENTITY: Link = { kind: 'identity', factor: 1 };
const logistic = (kind: Link['kind'], factor: number): Link => ({ kind, factor });

const rounding = fc.constantFrom<Partial<Combination>>(
  {},
  { roundsInputs: true },
  { roundsInputs: true, roundsScores: true },
);
const sum = { aggregation: 'sum' } as const;

const shapes = fc.tuple(
  fc.constantFrom<Shape>(
    { task: 'classification', outputs: 2, combination: {} },
    { task: 'classification', outputs: 4, combination: {} },
    { task: 'regression', outputs: 1, combination: {} },
    { task: 'regression', outputs: 1, combination: sum },
    { task: 'regression', outputs: 1, combination: { ...sum, link: logistic('exp', 1) } },
    { task: 'regression', outputs: 1, combination: { ...sum, link: logistic('expm1', 1) } },
    { task: 'regression', outputs: 1, combination: { ...sum, link: logistic('log1p-exp', 1) } },
    { task: 'regression', outputs: 1, combination: { ...sum, link: logistic('signed-square', 1) } },
    { task: 'regression', outputs: 1, combination: { ...sum, link: logistic('negative-exp', 1) } },
    {
      task: 'classification',
      outputs: 2,
      combination: { ...sum, link: logistic('binary-logistic', 2) },
    },
    {
      task: 'classification',
      outputs: 3,
      combination: { ...sum, link: logistic('softmax', 1), oneScoreATree: true },
    },
    { task: 'classification', outputs: 3, combination: { ...sum, link: logistic('softmax', 1) } },
    {
      task: 'classification',
      outputs: 3,
      combination: { ...sum, link: logistic('logistic', 0.5), oneScoreATree: true },
    },
    {
      task: 'classification',
      outputs: 3,
      combination: { link: logistic('softmax', 1), oneScoreATree: true },
    },
  ),
  rounding,
  fc.boolean(),
);

const numbers = fc.infiniteStream(fc.noBias(fc.nat(2 ** 31 - 1)));

export const randomModels: fc.Arbitrary<RandomModel> = fc
  .tuple(shapes, numbers)
  .map(([[shape, rounds, hasBase], stream]) => {
    const random = () => (stream.next().value as number) / 2 ** 31;
    const isShares = shape.task === 'classification' && shape.combination.link === undefined;
    const inputs = { roundsInputs: rounds.roundsInputs === true };
    const combination = { link: IDENTITY, ...shape.combination, ...(isShares ? inputs : rounds) };
    return makeModel({ ...shape, combination }, hasBase, random);
  });

function makeModel(
  { task, outputs, combination }: Shape,
  hasBase: boolean,
  random: () => number,
): RandomModel {
  const { aggregation, link, oneScoreATree, roundsScores } = combination;
  const scores = link?.kind === 'binary-logistic' ? 1 : outputs;
  const round = roundsScores === true ? Math.fround : (value: number) => value;
  const base = aggregation === 'sum' && hasBase ? scores : 0;
  const baseScore = Float64Array.from({ length: base }, () => round(random() - 0.5));
  const builder = new ForestBuilder(FEATURES, outputs, { ...combination, baseScore });
  const width = oneScoreATree === true ? 1 : scores;
  const isShares = task === 'classification' && link?.kind === 'identity';
  const below = (end: number) => Math.floor(random() * end);
  const addTree = (depth: number): void => {
    if (depth === 0 || random() < 0.2) {
      const row = Array.from({ length: width }, () => round(random()));
      const total = isShares ? row.reduce((sum, share) => sum + share, 0) || 1 : 1;
      const share = isShares && total === 1 ? row.map((_, k) => Number(k === 0)) : row;
      builder.addLeaf(
        isShares && total !== 1 ? row.map((part) => part / total) : isShares ? share : row,
      );
      return;
    }
    builder.addSplit(splitOf(below(FEATURES)));
    addTree(depth - 1);
    addTree(depth - 1);
  };
  const splitOf = (feature: number): Split => {
    const missingLeft = random() < 0.5;
    if (feature < 2) return { feature, missingLeft, threshold: round(below(20) / 10) };
    const levels = [...LEVELS.keys()].filter(() => random() < 0.4);
    return { feature, missingLeft, levels, levelCount: LEVELS.length, unseenLeft: random() < 0.5 };
  };
  const trees = 1 + below(6);
  for (let tree = 0; tree < trees; tree++) {
    if (oneScoreATree === true) builder.startTree(tree % scores);
    addTree(3);
  }
  const rows = Float64Array.from({ length: 20 * FEATURES }, (_, i) => {
    if (random() < 0.15) return NaN;
    return i % FEATURES === 2
      ? below(LEVELS.length + 1)
      : below(40) / 20 + (random() < 0.3 ? 1e-9 : 0);
  });
  return { schema: schemaOf(task, outputs), forest: builder.build(), rows };
}

function schemaOf(task: Schema['task'], outputs: number): Schema {
  const numeric = {
    kind: 'numeric',
    minimum: 0,
    maximum: 2,
    mean: 1,
    standardDeviation: 1,
    missing: 1,
  } as const;
  const features = [
    { ...numeric, name: 'width' },
    { ...numeric, name: 'concat' }, // as a node is called
    {
      kind: 'categorical',
      name: 'colour',
      levels: LEVELS,
      counts: LEVELS.map(() => 1),
      missing: 1,
    },
  ] as const;
  if (task === 'regression') {
    const target = { name: 'y', minimum: 0, maximum: 1, mean: 0, standardDeviation: 1 };
    return { task, features, target, rowCount: 9 };
  }
  const classes = Array.from({ length: outputs }, (_, k) => `class ${k}`);
  return {
    task,
    features,
    target: { name: 'y', classes, counts: classes.map(() => 3) },
    rowCount: 9,
  };
}
