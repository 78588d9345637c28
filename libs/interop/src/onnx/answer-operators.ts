/** Operators behind the trees: each changes how sums become an answer. */
import { DOUBLE, FLOAT, INT64 } from './proto.ts';
import { refused } from './attributes.ts';
import type { Attributes } from './attributes.ts';
import type { AnswerValue, ConstantValue, Inputs, Operators, Value } from './values.ts';

export const ANSWER_OPERATORS: Operators<AnswerValue> = {
  Identity: (input) => input,
  Cast: (input, attributes) => {
    const to = attributes.whole('to', 0);
    attributes.ignore('saturate', 'round_mode');
    if (to === INT64 && isPlainSum(input)) return { ...input, form: 'indices' };
    if ((to !== FLOAT && to !== DOUBLE) || input.form === 'indices') throw refused(attributes);
    return input;
  },
  Reshape: (input, attributes) => {
    attributes.ignore('allowzero');
    return input;
  },
  ZipMap: (input, attributes) => {
    const texts = attributes.texts('classlabels_strings');
    const codes = attributes.wholes('classlabels_int64s').map(String);
    return { ...input, classes: texts.length > 0 ? texts : codes };
  },
  Mul: multiply,
  Div: divide,
  Sub: (input, attributes, inputs) => {
    const [one] = constantsOf(inputs);
    const isOne = one?.tensor.numbers.length === 1 && one.tensor.numbers[0] === 1;
    if (!isOne || input.form !== 'scores') throw refused(attributes);
    if (inputs[0]?.kind === 'constant') return { ...input, form: 'remainder' };
    return link(input, attributes);
  },
  Concat: (input, attributes, inputs) => {
    attributes.ignore('axis');
    const [rest, share] = inputs;
    const isPair =
      inputs.length === 2 &&
      rest?.kind === 'answer' &&
      share?.kind === 'answer' &&
      rest.form === 'remainder' &&
      share.form === 'scores' &&
      rest.ensemble === share.ensemble &&
      rest.link === share.link;
    if (!isPair || input.ensemble.targets !== 1) throw refused(attributes);
    return { ...share, form: 'complement' };
  },
  Sigmoid: link,
  Softmax: (input, attributes) => {
    attributes.ignore('axis');
    return link(input, attributes);
  },
  Exp: link,
  Softplus: link,
  Neg: link,
  Abs: link,
  Log: link,
  Relu: link,
  Add: (input, attributes, inputs) => {
    const pair = pairOf(inputs, 'log(1+exp(-|x|))', 'max(x,0)');
    if (pair !== undefined) return { ...pair, link: 'log1p-exp' };
    const [one] = constantsOf(inputs);
    const isOne = one?.tensor.numbers.length === 1 && one.tensor.numbers[0] === 1;
    if (isOne && input.link !== 'identity') return link(input, attributes);
    return addBase(input, one, attributes);
  },
  Gather: (input, attributes, [table]) => {
    const isTable = table?.kind === 'constant' && table.tensor.dims.length === 2;
    if (!isTable || input.form !== 'indices' || attributes.whole('axis', 0) !== 0)
      throw refused(attributes);
    return { ...input, form: 'rows', table: table.tensor };
  },
  ReduceSum: (input, attributes, [, axes]) => {
    const axis = axes?.kind === 'constant' ? axes.tensor.numbers : attributes.wholes('axes');
    const keeps = attributes.whole('keepdims', 1) !== 0;
    attributes.ignore('noop_with_empty_axes');
    if (input.form !== 'rows' || axis.length !== 1 || axis[0] !== 1 || keeps)
      throw refused(attributes);
    return { ...input, form: 'scores' };
  },
  ArgMax: (input, attributes) => {
    attributes.ignore('axis', 'keepdims', 'select_last_index');
    const { ensemble, form, table } = input;
    const count = form === 'scores' ? (table?.dims[1] ?? ensemble.targets) : 2;
    const isOrdered = ORDERED.has(input.link) && COMPARED.has(form);
    if (!isOrdered) throw refused(attributes);
    const classes = Array.from({ length: count }, (_, index) => String(index));
    return { kind: 'labels', trees: ensemble.trees, isLargest: true, classes };
  },
};

/** Of these, the largest is that of the largest score. */
const ORDERED: ReadonlySet<AnswerValue['link']> = new Set([
  'identity',
  'logistic',
  'softmax',
  'exp',
  'expm1',
  'log1p-exp',
]);
const COMPARED: ReadonlySet<AnswerValue['form']> = new Set(['scores', 'mirrored', 'complement']);

export function constantsOf(inputs: Inputs): ConstantValue[] {
  return inputs.filter((value): value is ConstantValue => value?.kind === 'constant');
}

/** With a number before the link, or of a score with its own absolute value. */
function multiply(input: AnswerValue, attributes: Attributes, inputs: Inputs): Value {
  const pair = pairOf(inputs, '|x|', 'identity');
  if (pair !== undefined) return { ...pair, link: 'signed-square' };
  if (inputs.every((value) => value?.kind === 'answer')) throw refused(attributes);
  const numbers = constantsOf(inputs)[0]?.tensor.numbers;
  if (numbers?.length !== 1) throw refused(attributes);
  if (numbers[0] === 1) return input;
  const isBefore =
    input.link === 'identity' && (input.form === 'scores' || input.form === 'mirrored');
  if (!isBefore || !(numbers[0]! > 0)) throw refused(attributes);
  return { ...input, factor: input.factor * numbers[0]! };
}

/** A number for each score, behind all trees. */
function addBase(
  input: AnswerValue,
  base: ConstantValue | undefined,
  attributes: Attributes,
): AnswerValue {
  const { ensemble, form, link: found, factor, divisors, table } = input;
  const numbers = base?.tensor.numbers ?? [];
  const isSum = form === 'scores' && found === 'identity' && factor === 1 && divisors.length === 0;
  const isBase = numbers.length === ensemble.targets && ensemble.base.length === 0;
  if (!isSum || !isBase || table !== undefined || ensemble.isAverage) throw refused(attributes);
  return { ...input, ensemble: { ...ensemble, base: numbers } };
}

/** Weights of leaves that nothing was made of. */
function isPlainSum({ form, link, factor, divisors, ensemble }: AnswerValue): boolean {
  const isSum = form === 'scores' && link === 'identity' && factor === 1 && divisors.length === 0;
  return isSum && !ensemble.isAverage && ensemble.base.every((value) => value === 0);
}

function divide(input: AnswerValue, attributes: Attributes, inputs: Inputs): Value {
  const divisors = inputs[1]?.kind === 'constant' ? inputs[1].tensor.numbers : [];
  const isSum = input.link === 'identity' && input.form === 'scores' && input.factor === 1;
  if (divisors.length === 1 && divisors[0] === 1) return input;
  if (divisors.length === 0 || !isSum || input.divisors.length > 0) throw refused(attributes);
  return { ...input, divisors };
}

type Links = Readonly<Partial<Record<AnswerValue['link'], AnswerValue['link']>>>;

/** By operator: what it makes of what has become of a score. */
const LINKS: Readonly<Record<string, Links>> = {
  Sigmoid: { identity: 'logistic' },
  Softmax: { identity: 'softmax' },
  Softplus: { identity: 'log1p-exp' },
  Exp: { identity: 'exp', '-x': 'exp(-x)', '-|x|': 'exp(-|x|)' },
  Neg: { identity: '-x', 'exp(-x)': 'negative-exp', '|x|': '-|x|' },
  Sub: { exp: 'expm1' }, // of 1
  Abs: { identity: '|x|' },
  Relu: { identity: 'max(x,0)' },
  Add: { exp: '1+exp(x)', 'exp(-|x|)': '1+exp(-|x|)' }, // of 1
  Log: { '1+exp(x)': 'log1p-exp', '1+exp(-|x|)': 'log(1+exp(-|x|))' },
};

function link(input: AnswerValue, attributes: Attributes): AnswerValue {
  const { operator = '' } = attributes.node;
  const kind = LINKS[operator]?.[input.link];
  const ofPairs = operator === 'Sigmoid' || operator === 'Softmax';
  const isPlain = input.form === 'scores' || (input.form === 'mirrored' && ofPairs);
  if (kind === undefined || !isPlain) throw refused(attributes);
  return { ...input, link: kind };
}

/** The first of two parts of the same score, in any order. */
function pairOf(inputs: Inputs, ...parts: readonly AnswerValue['link'][]): AnswerValue | undefined {
  const [one, other] = parts.map((part) =>
    inputs.find((value): value is AnswerValue => value?.kind === 'answer' && value.link === part),
  );
  const isSame =
    one?.ensemble === other?.ensemble &&
    one?.divisors === other?.divisors &&
    one?.form === 'scores' &&
    other?.form === 'scores' &&
    one.factor === 1 &&
    other.factor === 1;
  return isSame ? one : undefined;
}
