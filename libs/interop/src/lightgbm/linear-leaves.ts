/** Leaves of LightGBM's linear trees (Tree::ToString in src/io/tree.cpp). */
import { damaged } from '../errors.ts';
import type { ForeignNode } from '../preorder.ts';
import { numbersOf } from './model-text.ts';
import type { Members } from './model-text.ts';

type LeafNode = Extract<ForeignNode, { leaf: readonly number[] }>;

/**
 * The leaves of a tree. One of a linear tree adds up terms and has its number for rows that lack one of their values;
 * without a term it is a constant.
 *
 * @param count how many
 * @param featureCount of the model
 * @throws {ForeignModelError}
 */
export function leavesOf(
  members: Members,
  count: number,
  featureCount: number,
  where: string,
): { leaves: LeafNode[]; features: Float64Array } {
  const finite = (key: string, length: number) => {
    const numbers = numbersOf(members, key, length);
    if (numbers.every(Number.isFinite)) return numbers;
    throw damaged(`Found numbers in ${key} of ${where} that are not finite.`);
  };
  const answers = finite('leaf_value', count);
  const isLinear = members.get('is_linear') ?? '0';
  if (isLinear === '0') {
    const plain = Array.from(answers, (answer) => ({ leaf: [answer] }));
    return { leaves: plain, features: new Float64Array(0) };
  }
  if (isLinear !== '1') throw damaged(`Found is_linear=${isLinear} in ${where}, expected 0 or 1.`);
  const constants = finite('leaf_const', count);
  const counts = numbersOf(members, 'num_features', count);
  if (!counts.every((each) => Number.isInteger(each) && each >= 0))
    throw damaged(`Found num_features of ${where} that are not whole numbers.`);
  const total = counts.reduce((sum, each) => sum + each, 0);
  const features = numbersOf(members, 'leaf_features', total);
  const coefficients = finite('leaf_coeff', total);
  let start = 0;
  const linear = Array.from(constants, (constant, leaf) => {
    const end = start + counts[leaf]!;
    if (start === end) return { leaf: [constant] };
    const terms = {
      features: [featureCount, ...features.subarray(start, end)],
      coefficients: [constant, ...coefficients.subarray(start, end)],
    };
    start = end;
    return { leaf: [answers[leaf]!], terms };
  });
  return { leaves: linear, features };
}
