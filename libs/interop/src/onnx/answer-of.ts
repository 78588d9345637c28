import { count } from '@lambda-forest/text';

import { ForeignModelError } from '../errors.ts';
import type { Column } from './columns.ts';
import type { Ensemble } from './ensemble.ts';
import type { AnswerValue } from './values.ts';

/** What a node of trees gives, as onnxruntime computes it (core/providers/cpu/ml/tree_ensemble_aggregator.h). */
export function answerOf(ensemble: Ensemble, columns: readonly Column[]): AnswerValue {
  const { isClassifier, targets, transform, base, classes } = ensemble;
  const plain: AnswerValue = {
    kind: 'answer',
    ensemble,
    columns,
    form: 'scores',
    factor: 1,
    divisors: [],
    link: 'identity',
    classes,
  };
  if (isClassifier && targets < 2) throw odd(ensemble, count(targets, 'class', 'classes'));
  if (isClassifier && targets === 2) {
    const weighted = targetsOf(ensemble);
    if (weighted === 'first') return binaryAnswer(plain);
    if (weighted !== 'both' || base.length > 0)
      throw odd(ensemble, 'two classes with weights or base values for one of them alone');
  }
  if (base.length !== 0 && base.length !== targets)
    throw odd(ensemble, `${count(base.length, 'base value')} for ${count(targets, 'target')}`);
  if (transform === 'NONE') return plain;
  if (targets === 1) throw odd(ensemble, `the post_transform ${transform} of one target`);
  return { ...plain, link: transform === 'SOFTMAX' ? 'softmax' : 'logistic' };
}

/** Weights for one of two classes: they are the second's. */
function binaryAnswer(plain: AnswerValue): AnswerValue {
  const { ensemble } = plain;
  const { transform, base } = ensemble;
  const one = { ...plain, ensemble: { ...ensemble, targets: 1 } };
  if (base.length > 1) throw odd(ensemble, 'base values of two classes and weights of one');
  if (transform === 'LOGISTIC') return { ...one, form: 'mirrored', link: 'logistic' };
  if (transform !== 'NONE') throw odd(ensemble, `the post_transform ${transform} of one weight`);
  return { ...one, form: isPositive(ensemble) ? 'complement' : 'mirrored' };
}

/**
 * Whether the labels of a classifier are those of its largest answers. Of two classes onnxruntime compares the second's
 * score before the link: with 0.5 where all weights of one class are positive, otherwise with 0.
 */
export function labelsLargest({ ensemble, form, link }: AnswerValue): boolean {
  if (form === 'scores') return ensemble.targets > 2 || isMirrored(ensemble);
  return link === 'identity' || !isPositive(ensemble);
}

function isPositive({ trees }: Ensemble): boolean {
  return everyLeaf(trees, (weights) => weights.every(([, weight]) => weight >= 0));
}

/** Whether the scores of two classes are x and -x. */
function isMirrored({ trees }: Ensemble): boolean {
  return everyLeaf(trees, ([first, second]) => first?.[1] === -(second?.[1] ?? NaN));
}

function everyLeaf(
  trees: Ensemble['trees'],
  holds: (weights: readonly (readonly [number, number])[]) => boolean,
): boolean {
  return trees.every((tree) =>
    range(tree.count).every((i) => {
      const node = tree.nodeAt(i);
      return 'mode' in node || holds(node.weights);
    }),
  );
}

/** Which of two classes leaves have weights for. */
function targetsOf({ trees }: Ensemble): 'first' | 'both' | 'other' {
  const found = new Set<string>();
  for (const tree of trees) {
    for (const i of range(tree.count)) {
      const node = tree.nodeAt(i);
      if ('mode' in node) continue;
      found.add(
        node.weights
          .map(([target]) => target)
          .sort()
          .join(),
      );
    }
  }
  const [only] = found;
  if (found.size !== 1) return 'other';
  return only === '0' ? 'first' : only === '0,1' ? 'both' : 'other';
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function odd({ where }: Ensemble, what: string): ForeignModelError {
  return new ForeignModelError(
    `Found ${what} in ${where}, which runtimes do not agree upon or no model of ours can say.`,
    'Import the model from a file of the library that trained it.',
  );
}
