/**
 * The strategies tree_trav and perf_tree_trav: all trees of a row are walked down at once, one level after the other.
 * Where a row is in each tree is a number, which depends on the tests before. So a value of such a graph has a number
 * for each node that a row may have come to.
 *
 * - tree_trav looks up the test of a node, and with `Where` the next node: leaves lead to themselves.
 * - perf_tree_trav doubles the number and adds 1 where the test passed: trees are filled up to the same depth.
 */
import { formatInteger } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../../errors.ts';
import { constantsOf } from '../answer-operators.ts';
import { nameOf, refused } from '../attributes.ts';
import type { Attributes } from '../attributes.ts';
import { applyStep } from '../columns.ts';
import type { Column } from '../columns.ts';
import { DOUBLE, FLOAT, INT64 } from '../proto.ts';
import type { ColumnsValue, Inputs, Operators } from '../values.ts';
import { COMPARISONS, split } from './grown-node.ts';
import type { ColumnTest, GrownNode } from './grown-node.ts';
import { leavesAt } from './leaves.ts';
import type { ChoicesValue, TestedValue } from './values.ts';

/** Of all levels, each of all nodes that a row may have come to: some seconds. */
const MAX_STEPS = 1_000_000_000;

/** A number for each tree. */
export function startWalk(numbers: readonly number[], type: number): ChoicesValue {
  const roots = numbers.map((_, tree): GrownNode => ({ tree }));
  const walk = { roots, stepsLeft: MAX_STEPS };
  return { kind: 'choices', walk, nodes: roots, numbers, type, isFlat: false };
}

/** GatherElements: the columns that nodes test. */
export function chooseColumns(
  input: ColumnsValue,
  attributes: Attributes,
  [columns, chosen]: Inputs,
): ChoicesValue {
  const isChosen = columns === input && chosen?.kind === 'choices' && chosen.of === undefined;
  if (!isChosen || chosen.isFlat || attributes.whole('axis', 0) !== 1) throw refused(attributes);
  requirePlaces(chosen, input.columns.length, attributes);
  return { ...chosen, of: input.columns, type: input.type };
}

/** A comparison of columns, one for the root of each tree. */
export function testColumns(
  input: ColumnsValue,
  attributes: Attributes,
  inputs: Inputs,
): TestedValue {
  const [limits] = constantsOf(inputs);
  const { columns, type } = input;
  if (
    inputs[0] !== input ||
    limits === undefined ||
    limits.tensor.numbers.length !== columns.length
  )
    throw refused(attributes);
  const start = startWalk([...columns.keys()], type);
  const { numbers, type: limitType } = limits.tensor;
  return compare({ ...start, of: columns }, { ...start, numbers, type: limitType }, attributes);
}

export const CHOICE_OPERATORS: Operators<ChoicesValue> = {
  Identity: (input) => input,
  Cast: (input, attributes) => {
    const to = attributes.whole('to', 0);
    if (to === input.type) return input;
    const isWider = to === DOUBLE && input.type === FLOAT;
    const isRounded = to === FLOAT && input.type === INT64;
    if (input.of === undefined || !(isWider || isRounded)) throw refused(attributes);
    const round = (column: Column) => (isRounded ? applyStep(column, Math.fround) : column);
    const of = input.of.map((column) => round(column) ?? column);
    return { ...input, of, type: to };
  },
  Reshape: (input, attributes, [, shape]) => {
    attributes.ignore('allowzero');
    const [rows, trees, ...more] = shape?.kind === 'constant' ? shape.tensor.numbers : [];
    const isFlat = trees === undefined;
    if (rows !== -1 || more.length > 0 || !(isFlat || trees === input.walk.roots.length))
      throw refused(attributes);
    return { ...input, isFlat };
  },
  Gather: (input, attributes, [table, numbers]) => {
    const isLookUp = table?.kind === 'constant' && numbers === input && input.of === undefined;
    if (!isLookUp || !input.isFlat || attributes.whole('axis', 0) !== 0) throw refused(attributes);
    const { tensor } = table;
    const [rows = 0] = tensor.dims;
    requirePlaces(input, rows, attributes);
    if (input.nodes.length > rows)
      throw damaged(`Found more nodes than ${nameOf(attributes.node)} has rows for.`);
    if (tensor.dims.length === 2) return leavesAt(input, tensor, attributes);
    if (tensor.dims.length !== 1) throw refused(attributes);
    const looked = input.numbers.map((number) => tensor.numbers[number]!);
    return { ...input, numbers: looked, type: tensor.type };
  },
  Mul: (input, attributes, inputs) => {
    const factor = numberOf(inputs, attributes);
    return moved(input, attributes, (number) => number * factor);
  },
  Add: (input, attributes, inputs) => {
    const tested = inputs.find((value) => value?.kind === 'tested');
    const { numbers } = input;
    if (tested !== undefined) {
      if (!isAlike(input, tested.at)) throw refused(attributes);
      return advance(tested, attributes, (place) => [numbers[place]! + 1, numbers[place]!]);
    }
    const offsetOf = offsetsOf(input, attributes, inputs);
    return moved(input, attributes, (number, place) => number + offsetOf(input.nodes[place]!));
  },
  ...Object.fromEntries(
    Object.keys(COMPARISONS).map((name) => [
      name,
      (input: ChoicesValue, attributes: Attributes, [, limits]: Inputs) => {
        if (limits?.kind !== 'choices') throw refused(attributes);
        return compare(input, limits, attributes);
      },
    ]),
  ),
};

export const TESTED_OPERATORS: Operators<TestedValue> = {
  Cast: (input, attributes) => {
    if (attributes.whole('to', 0) !== INT64) throw refused(attributes);
    return input;
  },
  Add: (input, attributes, inputs) => {
    const other = inputs.find((value) => value?.kind === 'choices');
    if (other !== undefined) return CHOICE_OPERATORS['Add']!(other, attributes, inputs);
    const offsetOf = offsetsOf(input.at, attributes, inputs);
    return advance(input, attributes, (place) => {
      const offset = offsetOf(input.at.nodes[place]!);
      return [offset + 1, offset];
    });
  },
  Where: (input, attributes, [, yes, no]) => {
    const isNext = yes?.kind === 'choices' && no?.kind === 'choices';
    const isPair = isNext && isAlike(yes, input.at) && isAlike(no, input.at);
    if (!isPair || yes.of !== undefined || no.of !== undefined) throw refused(attributes);
    return advance(input, attributes, (place) => [yes.numbers[place]!, no.numbers[place]!]);
  },
};

/** @throws {ForeignModelError} for a number that would be rounded */
function moved(
  input: ChoicesValue,
  attributes: Attributes,
  move: (number: number, place: number) => number,
): ChoicesValue {
  spend(input, attributes);
  const numbers = input.numbers.map(move);
  if (input.of !== undefined || !numbers.every(Number.isSafeInteger)) throw refused(attributes);
  return { ...input, numbers };
}

/** @throws {ForeignModelError} for a short graph that takes minutes to follow */
function spend({ walk, nodes }: ChoicesValue, attributes: Attributes): void {
  walk.stepsLeft -= nodes.length;
  if (walk.stepsLeft >= 0) return;
  throw new ForeignModelError(
    `Found more than ${formatInteger(MAX_STEPS)} steps through trees up to ${nameOf(attributes.node)}, expected fewer.`,
    'Import a file of the library that trained the model.',
  );
}

function compare(asked: ChoicesValue, limits: ChoicesValue, attributes: Attributes): TestedValue {
  const { of: columns, numbers } = asked;
  const mode = COMPARISONS[attributes.node.operator ?? '']!;
  const isComparison = columns !== undefined && limits.of === undefined && isAlike(asked, limits);
  const isNumber = asked.type === FLOAT || asked.type === DOUBLE;
  if (!isComparison || !isNumber || limits.type !== asked.type) throw refused(attributes);
  spend(asked, attributes);
  const tests = numbers.map((number, place): ColumnTest => {
    const limit = limits.numbers[place]!;
    return { column: columns[number]!, mode, limit };
  });
  return { kind: 'tested', at: asked, tests };
}

/** Goes on from each node, to two of its own unless both sides come to the same. */
function advance(
  { at, tests }: TestedValue,
  attributes: Attributes,
  nextOf: (place: number) => readonly [yes: number, no: number],
): ChoicesValue {
  const nodes: GrownNode[] = [];
  const numbers: number[] = [];
  at.nodes.forEach((node, place) => {
    const [yes, no] = nextOf(place);
    if (yes === no) {
      nodes.push(node);
      numbers.push(yes);
      return;
    }
    const sides = split(node, tests[place]!);
    if (sides === undefined) throw refused(attributes);
    nodes.push(...sides);
    numbers.push(yes, no);
  });
  const { walk, isFlat } = at;
  return { kind: 'choices', walk, nodes, numbers, type: INT64, isFlat };
}

function isAlike(one: ChoicesValue, other: ChoicesValue): boolean {
  return one.nodes === other.nodes && one.isFlat === other.isFlat;
}

function numberOf(inputs: Inputs, attributes: Attributes): number {
  const [constant] = constantsOf(inputs);
  const { numbers = [], type } = constant?.tensor ?? {};
  if (numbers.length !== 1 || type !== INT64) throw refused(attributes);
  return numbers[0]!;
}

/** A number for each tree. */
function offsetsOf(input: ChoicesValue, attributes: Attributes, inputs: Inputs) {
  const [constant] = constantsOf(inputs);
  const { numbers = [], dims = [], type } = constant?.tensor ?? {};
  const isRow = numbers.length === input.walk.roots.length && dims.at(-1) === numbers.length;
  if (!isRow || input.isFlat || type !== INT64) throw refused(attributes);
  return ({ tree }: GrownNode): number => numbers[tree]!;
}

/** @throws {ForeignModelError} for a number that is no place of a table */
function requirePlaces({ numbers }: ChoicesValue, count: number, attributes: Attributes): void {
  const isPlace = (number: number) => Number.isInteger(number) && number >= 0 && number < count;
  if (numbers.every(isPlace)) return;
  throw damaged(`Found a place out of range in ${nameOf(attributes.node)}.`);
}
