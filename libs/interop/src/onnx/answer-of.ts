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
  if (isClassifier && targets < 2) throw odd(ensemble, `${targets} classes`);
  if (isClassifier && targets === 2) {
    const weighted = targetsOf(ensemble);
    if (weighted === 'first') return binaryAnswer(plain);
    if (weighted !== 'both' || base.length > 0)
      throw odd(ensemble, 'two classes with weights or base values for one of them alone');
  }
  if (base.length !== 0 && base.length !== targets)
    throw odd(ensemble, `${base.length} base values for ${targets} targets`);
  if (transform === 'NONE') return plain;
  if (targets === 1) throw odd(ensemble, `the post_transform ${transform} of one target`);
  return { ...plain, link: transform === 'SOFTMAX' ? 'softmax' : 'logistic' };
}

/** Weights for one of two classes: they are the second's. */
function binaryAnswer(plain: AnswerValue): AnswerValue {
  const { ensemble } = plain;
  const { transform, base, trees } = ensemble;
  const one = { ...plain, ensemble: { ...ensemble, targets: 1 } };
  if (base.length > 1) throw odd(ensemble, 'base values of two classes and weights of one');
  if (transform === 'LOGISTIC') return { ...one, form: 'mirrored', link: 'logistic' };
  if (transform !== 'NONE') throw odd(ensemble, `the post_transform ${transform} of one weight`);
  const isPositive = trees.every((tree) =>
    range(tree.count).every((i) => {
      const node = tree.nodeAt(i);
      return 'mode' in node || node.weights.every(([, weight]) => weight >= 0);
    }),
  );
  return { ...one, form: isPositive ? 'complement' : 'mirrored' };
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
