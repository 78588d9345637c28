import { rowWidth, scoreCount } from './forest.ts';
import type { Forest } from './forest.ts';

/**
 * The first member of a forest among base scores, scores of trees, link, cover and terms that is not as `Forest` says;
 * undefined if all are.
 *
 * @param forest whose nodes are valid
 */
export function oddMember(forest: Forest): string | undefined {
  const { aggregation, baseScore, treeOutput, treeStart, link, outputCount, cover } = forest;
  const scores = scoreCount(forest);
  const trees = treeStart.length - 1;
  const isBinary = link.kind === 'binary-logistic';
  const isFactor = isBinary || link.kind === 'logistic' ? link.factor > 0 : link.factor === 1;
  if (!isFactor || link.factor === Infinity || (isBinary && outputCount !== 2)) return 'link';
  const hasLength = (array: ArrayLike<number>, length: number) =>
    array.length === 0 || array.length === length;
  const isBase =
    baseScore.length === 0 || (aggregation === 'sum' && baseScore.some((x) => !Object.is(x, 0)));
  if (!isBase || !hasLength(baseScore, scores) || !baseScore.every(Number.isFinite)) {
    return 'baseScore';
  }
  if (!hasLength(treeOutput, trees) || treeOutput.some((score) => score >= scores)) {
    return 'treeOutput';
  }
  const isCover = (x: number) => x >= 0 && x < Infinity && !Object.is(x, -0);
  if (!hasLength(cover, (treeStart.at(-1)! + trees) / 2) || !cover.every(isCover)) return 'cover';
  return areLinear(forest) ? undefined : 'linear';
}

/** Whether terms fit their rows; validateForest sees to the arrays' lengths. */
function areLinear(forest: Forest): boolean {
  const { linear, featureCount, roundsInputs, roundsScores } = forest;
  const isExact = rowWidth(forest) === 1 && !roundsInputs && !roundsScores;
  return !linear || (isExact && linear.feature.every((each) => each <= featureCount));
}
