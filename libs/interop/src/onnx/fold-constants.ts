/** Operators of constants alone: graphs compute shapes with them. */
import { refused } from './attributes.ts';
import type { Attributes } from './attributes.ts';
import { startWalk } from './hummingbird/choices.ts';
import { INT64 } from './proto.ts';
import type { Tensor } from './tensors.ts';
import type { Inputs, Value } from './values.ts';

/** Stands for the number of rows in a shape. */
export const ROWS = NaN;

/** Of shapes, that are computed. */
const MAX_DIMENSIONS = 8;

export function listOf(numbers: readonly number[], dims = [numbers.length]): Tensor {
  return { dims, type: INT64, numbers, texts: [] };
}

type Fold = (attributes: Attributes, tensors: readonly Tensor[]) => Tensor | undefined;

/** Undefined: refused. */
const FOLDS: Readonly<Record<string, Fold>> = {
  Shape: (_, [{ dims } = EMPTY]) => listOf(dims),
  ConstantOfShape: (attributes, [{ numbers } = EMPTY]) => {
    const [count = 0] = numbers;
    const value = attributes.tensor('value')?.numbers[0];
    if (numbers.length !== 1 || !(count <= MAX_DIMENSIONS) || value === undefined) return undefined;
    return listOf(Array<number>(count).fill(value));
  },
  Gather: (attributes, [list = EMPTY, { numbers, dims } = EMPTY]) =>
    attributes.whole('axis', 0) === 0
      ? listOf(
          numbers.map((i) => list.numbers[i]!),
          [...dims],
        )
      : undefined,
  Unsqueeze: (_, [{ numbers } = EMPTY]) => (numbers.length === 1 ? listOf(numbers) : undefined),
  Concat: (attributes, tensors) =>
    attributes.whole('axis', 0) === 0
      ? listOf(tensors.flatMap(({ numbers }) => numbers))
      : undefined,
  Reshape: (_, [list = EMPTY, shape]) =>
    shape?.numbers.join() === '-1' ? listOf(list.numbers) : undefined,
  Mul: (_, [list = EMPTY, factor = EMPTY]) =>
    factor.numbers.length === 1
      ? listOf(list.numbers.map((number) => number * factor.numbers[0]!))
      : undefined,
  Equal: (_, [one = EMPTY, other = EMPTY]) =>
    listOf(one.numbers.map((number, i) => Number(number === other.numbers[i]))),
  Where: (_, [passes = EMPTY, one = EMPTY, other = EMPTY]) =>
    listOf(passes.numbers.map((isOne, i) => (isOne === 1 ? one : other).numbers[i]!)),
};

const EMPTY = listOf([]);

export function foldConstants(attributes: Attributes, inputs: Inputs): Value {
  const { operator = '' } = attributes.node;
  const tensors = inputs.flatMap((value) => (value?.kind === 'constant' ? [value.tensor] : []));
  const [first] = tensors;
  if (first === undefined) throw refused(attributes);
  if (operator === 'Identity') return { kind: 'constant', tensor: first };
  const lengths = tensors.map(({ numbers }) => numbers.length);
  if (operator === 'Expand') return expand(first, tensors[1], attributes);
  const isShape = operator === 'Shape' || tensors.every(({ type }) => type === INT64);
  if (!isShape || !Object.hasOwn(FOLDS, operator)) throw refused(attributes);
  if (operator !== 'Shape' && Math.max(...lengths) > MAX_DIMENSIONS) throw refused(attributes);
  const tensor = FOLDS[operator]!(attributes, tensors);
  const isShort = tensor !== undefined && tensor.numbers.length <= MAX_DIMENSIONS;
  if (!isShort || tensor.numbers.includes(undefined as never)) throw refused(attributes);
  return { kind: 'constant', tensor };
}

/** The same numbers in each row. */
function expand(
  { numbers, dims, type }: Tensor,
  shape: Tensor | undefined,
  attributes: Attributes,
) {
  const [rows, width] = shape?.numbers ?? [];
  const isRow = dims.length === 1 || (dims.length === 2 && dims[0] === 1);
  if (!isRow || shape?.numbers.length !== 2 || !Number.isNaN(rows) || width !== numbers.length)
    throw refused(attributes);
  return startWalk(numbers, type);
}
