/** Random models for the laws of the codec. */
import { ForestBuilder, LEAF, rowWidth, scoreCount } from '@lambda-forest/forest';
import type { Combination, Forest, LinearTerms, Link } from '@lambda-forest/forest';
import type { Feature, Schema } from '@lambda-forest/schema';
import { anyText } from '@lambda-forest/text/any-text';
import * as fc from 'fast-check';

import type { JsonObject, Model, Provenance } from '../src/index.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const text = anyText({ minLength: 1 });
const count = fc.nat();
const ascending = (a: number, b: number) => a - b;

const jsonObject = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 })
  .filter((value) => !JSON.stringify(value).includes('__proto__')) as fc.Arbitrary<JsonObject>;

const provenance: fc.Arbitrary<Provenance> = fc.record({
  name: text,
  version: text,
  lambdaForest: text,
  engine: fc.record({ name: text, version: text }),
  options: jsonObject,
  seed: fc.nat(2 ** 32 - 1),
  data: fc.record({
    source: text.filter((name) => !/[/\\]/.test(name)),
    sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    rows: fc.integer({ min: 1 }),
  }),
  split: fc.record(
    {
      testSize: fc.double({ min: 0, max: 0.99, noNaN: true }),
      trainRows: fc.integer({ min: 1 }),
      testRows: count,
      stratified: fc.boolean(),
      folds: count,
      kind: fc.constantFrom('stratified', 'random', 'time', 'group', 'file'),
      column: text,
    },
    { requiredKeys: ['testSize', 'trainRows', 'testRows', 'stratified', 'folds'] },
  ),
  metrics: jsonObject,
});

/** Features f0, f1, ... and classes c0, c1, ... or a quantity. */
const schema: fc.Arbitrary<Schema> = fc
  .record({
    kinds: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
    classes: fc.option(fc.integer({ min: 2, max: 6 })),
    statistics: fc.tuple(finite, finite, finite).map((numbers) => numbers.sort(ascending)),
    isScaled: fc.boolean(),
    isRich: fc.boolean(),
    isText: fc.boolean(),
  })
  .map(({ kinds, classes, statistics, isScaled, isRich, isText }) => {
    const [minimum, mean, maximum] = statistics;
    const numbers = { minimum, maximum, mean, standardDeviation: Math.abs(mean) };
    const features = kinds.map((isNumeric, f): Feature => {
      const name = `f${f}`;
      if (isRich && !isNumeric) {
        const levels = ['false', 'true'];
        return { kind: 'categorical', name, levels, counts: [1, 5], missing: 0, boolean: true };
      }
      if (isText && isNumeric && f === 0) {
        const source = { column: 'text', word: 'sea' };
        return { kind: 'numeric', name, ...numbers, missing: f, source };
      }
      if (isRich) {
        const source = { column: `date ${f}`, part: 'month', format: 'dmy' } as const;
        return { kind: 'numeric', name, ...numbers, missing: f, source };
      }
      return isNumeric
        ? { kind: 'numeric', name, ...numbers, missing: f }
        : { kind: 'categorical', name, levels: ['ä', '"', '\n'], counts: [1, 2, 3], missing: 0 };
    });
    const shared = {
      features,
      rowCount: 6,
      ...(isRich
        ? {
            policies: { missing: 'error', unseen: 'learned' } as const,
            missingMarkers: ['', '-'],
          }
        : {}),
      ...(isScaled
        ? { scaling: { center: features.map(() => mean), scale: features.map(() => 0.5) } }
        : {}),
    };
    if (classes === null) {
      return { ...shared, task: 'regression', target: { name: 'target', ...numbers } };
    }
    const labels = Array.from({ length: classes }, (_, k) => `c${k}`);
    const target = { name: 'target', classes: labels, counts: labels.map(() => 3) };
    return { ...shared, task: 'classification', target };
  });

type Tree =
  | { readonly answer: readonly number[] }
  | {
      readonly feature: number;
      readonly missingLeft: boolean;
      readonly test:
        | { threshold: number; zeroMissing?: boolean }
        | { levels: number[]; levelCount: number; unseenLeft?: boolean };
      readonly left: Tree;
      readonly right: Tree;
    };

/** Shares of small counts, one class alone, or shares that are no such fractions. */
function distribution(classes: number): fc.Arbitrary<number[]> {
  const weights = (share: fc.Arbitrary<number>) =>
    fc
      .array(share, { minLength: classes, maxLength: classes })
      .map((numbers) => (numbers.some((number) => number > 0) ? numbers : numbers.fill(1)))
      .map((numbers) => {
        const total = numbers.reduce((a, b) => a + b);
        return numbers.map((number) => number / total);
      });
  return fc.oneof(
    fc.nat(classes - 1).map((k) => Array.from({ length: classes }, (_, i) => (i === k ? 1 : 0))),
    weights(fc.nat(5)),
    weights(fc.double({ min: 0, max: 1, noNaN: true })),
    fc.constant(Array.from({ length: classes }, (_, i) => (i === 0 ? 1 : -0))),
  );
}

interface ForestShape {
  /** Whether splits may test category sets and send missing values left. */
  readonly hasFlags: boolean;
  /** Whether 0 may be missing, and unseen levels may go apart. */
  readonly isOdd: boolean;
  readonly answer: fc.Arbitrary<number[]>;
}

function tree(features: number, { hasFlags, isOdd, answer }: ForestShape): fc.Arbitrary<Tree> {
  const threshold = fc.oneof(
    fc.constantFrom(-0, 0, 0.5, 1, Infinity, -Infinity, Number.MIN_VALUE),
    finite,
  );
  const odd = <T extends object>(members: { [P in keyof T]: fc.Arbitrary<T[P]> }, name: string) =>
    fc.record(isOdd ? { ...members, [name]: fc.boolean() } : members) as fc.Arbitrary<T>;
  const test = fc.oneof(
    { weight: 3, arbitrary: odd({ threshold }, 'zeroMissing') },
    {
      weight: hasFlags ? 1 : 0,
      arbitrary: odd(
        {
          levels: fc.array(fc.nat(70), { maxLength: 4 }),
          levelCount: fc.integer({ min: 71, max: 100 }),
        },
        'unseenLeft',
      ),
    },
  );
  return fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ answer }),
      fc.record({
        feature: fc.nat(features - 1),
        missingLeft: hasFlags ? fc.boolean() : fc.constant(false),
        test,
        left: tie('tree'),
        right: tie('tree'),
      }),
    ),
  })).tree;
}

/**
 * @param cover of each leaf; undefined for none
 * @param terms of every leaf whose number is not negative; undefined for none
 */
function addTree(builder: ForestBuilder, node: Tree, cover?: number, terms?: LinearTerms): void {
  if ('answer' in node) {
    builder.addLeaf(node.answer, cover, node.answer[0]! < 0 ? undefined : terms);
    return;
  }
  builder.addSplit({ feature: node.feature, missingLeft: node.missingLeft, ...node.test });
  addTree(builder, node.left, cover, terms);
  addTree(builder, node.right, cover, terms);
}

/** Rows in another order, and one more that is a copy of the first, so that no order is taken for granted. */
function reverseRows(forest: Forest): Forest {
  const k = rowWidth(forest);
  const rows = forest.values.length / k;
  const order = [...Array.from({ length: rows }, (_, r) => rows - 1 - r), 0];
  return {
    ...forest,
    values: Float64Array.from(
      order.flatMap((r) => [...forest.values.subarray(r * k, (r + 1) * k)]),
    ),
    next: forest.next.map((next, node) => (forest.feature[node] === LEAF ? rows - 1 - next : next)),
  };
}

/** Links that answer shares of classes, or a quantity. */
function links(outputs: number): readonly Link[] {
  const link = (kind: Link['kind'], factor = 1): Link => ({ kind, factor });
  if (outputs === 1) {
    return [
      link('identity'),
      link('exp'),
      link('expm1'),
      link('log1p-exp'),
      link('logistic', 0.25),
    ];
  }
  const shares = [link('softmax'), link('logistic'), link('logistic', 3)];
  return outputs === 2 ? [...shares, link('binary-logistic', 0.5)] : shares;
}

/** Numbers of leaves, whose sums over some trees are finite. */
const quantity = fc.double({ min: -1e300, max: 1e300, noNaN: true });
const single = fc.double({ min: -1e30, max: 1e30, noNaN: true }).map(Math.fround);

/** Of which a link makes more. */
const small = fc.double({ min: -100, max: 100, noNaN: true }).map(Math.fround);

function linearTerms(features: number): fc.Arbitrary<LinearTerms> {
  return fc
    .array(fc.tuple(fc.nat(features), quantity), { minLength: 1, maxLength: 3 })
    .map((terms) => ({
      features: terms.map(([feature]) => feature),
      coefficients: terms.map(([, coefficient]) => coefficient),
    }));
}

/** Forests whose trees add up: what format version 3 is for. */
function additiveForest(features: number, outputs: number): fc.Arbitrary<Forest> {
  return fc
    .record({
      aggregation: fc.constantFrom('sum' as const, 'mean' as const),
      link: fc.constantFrom(...links(outputs)),
      oneScoreATree: fc.boolean(),
      roundsInputs: fc.boolean(),
      roundsScores: fc.boolean(),
      number: fc.constantFrom(quantity, single),
      base: fc.option(fc.constantFrom(-0, 0.5, 1e-300)),
      cover: fc.constantFrom(undefined, 0, 1.5),
      terms: fc.option(linearTerms(features), { nil: undefined }),
      hasFlags: fc.boolean(),
      isOdd: fc.boolean(),
    })
    .chain(({ number, base, cover, hasFlags, isOdd, terms, ...drawn }) => {
      const scores = scoreCount({ link: drawn.link, outputCount: outputs });
      const width = drawn.oneScoreATree ? 1 : scores;
      const hasTerms = width === 1 && !drawn.roundsInputs && !drawn.roundsScores;
      const baseScore = new Float64Array(
        base === null || drawn.aggregation === 'mean' ? 0 : scores,
      );
      const combination: Combination = { ...drawn, baseScore: baseScore.fill(base ?? 0) };
      const isSteep = ['exp', 'expm1', 'log1p-exp', 'signed-square'].includes(drawn.link.kind);
      const value = isSteep ? small : drawn.roundsScores ? single : number;
      const answer = fc.array(value, { minLength: width, maxLength: width });
      const shape = { hasFlags, isOdd, answer };
      const trees = fc.array(
        fc.record({ root: tree(features, shape), score: fc.nat(scores - 1) }),
        { minLength: 1, maxLength: 5 },
      );
      return trees.map((all) => {
        const builder = new ForestBuilder(features, outputs, combination);
        for (const { root, score } of all) {
          if (drawn.oneScoreATree) builder.startTree(score);
          addTree(builder, root, cover, hasTerms ? terms : undefined);
        }
        return builder.build();
      });
    });
}

/** Forests of format version 1, but for flags of splits that need version 3. */
function meanForest(features: number, outputs: number): fc.Arbitrary<Forest> {
  const answer = outputs === 1 ? fc.tuple(quantity).map(([x]) => [x]) : distribution(outputs);
  return fc
    .record({ hasFlags: fc.boolean(), isOdd: fc.constantFrom(false, false, true) })
    .chain((flags) =>
      fc
        .tuple(
          fc.array(tree(features, { ...flags, answer }), { minLength: 1, maxLength: 5 }),
          fc.boolean(),
        )
        .map(([trees, isReversed]) => {
          const builder = new ForestBuilder(features, outputs);
          for (const root of trees) addTree(builder, root);
          const built = builder.build();
          return isReversed ? reverseRows(built) : built;
        }),
    );
}

function forest(features: number, outputs: number): fc.Arbitrary<Forest> {
  return fc.oneof(meanForest(features, outputs), additiveForest(features, outputs));
}

export const model: fc.Arbitrary<Model> = schema.chain((drawn) =>
  fc.record({
    schema: fc.constant(drawn),
    forest: forest(
      drawn.features.length,
      drawn.task === 'regression' ? 1 : drawn.target.classes.length,
    ),
    provenance,
  }),
);
