import { enumerate, formatInteger, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { MAX_COLUMNS } from '../foreign-model.ts';
import { ANSWER_OPERATORS } from './answer-operators.ts';
import { answerOf, labelsLargest } from './answer-of.ts';
import { Attributes, nameOf, refused } from './attributes.ts';
import { COLUMN_OPERATORS, MISSING_OPERATORS } from './column-operators.ts';
import { applyStep } from './columns.ts';
import type { Column, Source } from './columns.ts';
import { foldConstants } from './fold-constants.ts';
import { CHOICE_OPERATORS, TESTED_OPERATORS } from './hummingbird/choices.ts';
import { COMPARISONS } from './hummingbird/grown-node.ts';
import { LEAVES_OPERATORS } from './hummingbird/leaves.ts';
import { PRODUCT_OPERATORS } from './hummingbird/products.ts';
import { LABEL_OPERATORS } from './label-operators.ts';
import { DOUBLE, FLOAT, INT32, INT64, STRING } from './proto.ts';
import type { OnnxGraph, OnnxNode, OnnxValue } from './proto.ts';
import { readEnsemble } from './read-ensemble.ts';
import { readEnsemble5 } from './read-ensemble-5.ts';
import { tensorOf } from './tensors.ts';
import type {
  AnswerValue,
  ColumnsValue,
  ConstantValue,
  Inputs,
  LabelsValue,
  Operators,
  Value,
} from './values.ts';

const TYPES: Readonly<Record<number, Source['type']>> = {
  [FLOAT]: 'float',
  [DOUBLE]: 'double',
  [INT64]: 'whole',
  [INT32]: 'whole',
  [STRING]: 'text',
};

const DOMAINS = ['', 'ai.onnx', 'ai.onnx.ml'];
const ENSEMBLES = ['TreeEnsembleClassifier', 'TreeEnsembleRegressor', 'TreeEnsemble'];

export interface Evaluated {
  readonly sources: readonly Source[];
  readonly answer: AnswerValue;
  /** If the graph names the class, too. */
  readonly labels: LabelsValue | undefined;
}

/**
 * Goes through the nodes in their order, which is one in which each comes after those that it needs.
 *
 * @throws {ForeignModelError} for a node that is not understood, or a graph that does not answer with trees
 */
export function evaluateGraph(graph: OnnxGraph): Evaluated {
  requireEnsemble(graph);
  const values = new Map<string, Value>();
  for (const tensor of graph.constants) {
    const name = tensor.name ?? '';
    values.set(name, { kind: 'constant', tensor: tensorOf(tensor, `the constant ${quote(name)}`) });
  }
  const sources = readInputs(graph, values);
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => {
      const value = values.get(name);
      if (value === undefined && name !== '')
        throw damaged(`Found ${quote(name)} of ${nameOf(node)} before any node that makes it.`);
      return value;
    });
    const outputs = evaluate(node, inputs);
    node.outputs.forEach((name, i) => {
      const output = outputs[i];
      if (name === '') return;
      if (output === undefined || values.has(name))
        throw damaged(`Found the output ${quote(name)} of ${nameOf(node)} twice, or one too many.`);
      values.set(name, output);
    });
  }
  const ends = graph.outputs.map(({ name = '' }) => values.get(name));
  const answers = ends.filter((end): end is AnswerValue => end?.kind === 'answer');
  const labels = ends.find((end): end is LabelsValue => end?.kind === 'labels');
  const [answer] = answers;
  if (answer === undefined || answers.length > 1 || ends.length > answers.length + (labels ? 1 : 0))
    throw new ForeignModelError(
      `Found the outputs ${enumerate(graph.outputs.map(({ name = '' }) => quote(name)))}, expected one of what trees answer, and of classes their labels.`,
      'Convert the model with all probabilities in one output: with skl2onnx, options={"zipmap": False}.',
    );
  if (labels !== undefined && !(labels.isLargest && labels.trees === answer.ensemble.trees))
    throw new ForeignModelError(
      `Found labels of ${answer.ensemble.where} that are not those of its largest probability, as a model of ours answers.`,
      'Import a file of the library that trained it, or leave the labels out of the outputs.',
    );
  return { sources, answer, labels };
}

/** Hummingbird writes trees as products of matrices or as gathered nodes, with comparisons in them. */
function requireEnsemble({ nodes }: OnnxGraph): void {
  const known = [...ENSEMBLES, ...Object.keys(COMPARISONS)];
  if (nodes.some(({ operator = '' }) => known.includes(operator))) return;
  const found = [...new Set(nodes.map(({ operator = '' }) => quote(operator)))];
  throw new ForeignModelError(
    `Found a graph of ${enumerate(found, MAX_OPERATORS)}, expected one with ${enumerate(ENSEMBLES)}.`,
    'Convert a model of trees, with skl2onnx, onnxmltools or hummingbird, or import a file of the library that trained it.',
  );
}

/** That a message names. */
const MAX_OPERATORS = 5;

function evaluate(node: OnnxNode, inputs: Inputs): readonly Value[] {
  const { operator = '', domain = '' } = node;
  const attributes = new Attributes(node);
  if (!DOMAINS.includes(domain)) throw refused(attributes);
  if (operator === 'Constant') {
    const tensor = attributes.tensor('value');
    if (tensor === undefined) throw refused(attributes);
    return [{ kind: 'constant', tensor }];
  }
  const main = inputs.filter((input) => input !== undefined).find(isVariable);
  if (main !== undefined && ENSEMBLES.includes(operator)) return plant(attributes, main);
  const output = main === undefined ? foldConstants(attributes, inputs) : operate(main);
  attributes.end();
  return [output];

  function operate(input: Variable): Value {
    // Each kind has operators of its own.
    const table = OPERATORS[input.kind] as Operators<Variable>;
    const found = Object.hasOwn(table, operator) ? table[operator] : undefined;
    if (found === undefined) throw refused(attributes);
    return found(input, attributes, inputs);
  }
}

type Variable = Exclude<Value, ConstantValue>;

const OPERATORS: { readonly [V in Variable as V['kind']]: Operators<V> } = {
  columns: COLUMN_OPERATORS,
  missing: MISSING_OPERATORS,
  choices: CHOICE_OPERATORS,
  tested: TESTED_OPERATORS,
  products: PRODUCT_OPERATORS,
  leaves: LEAVES_OPERATORS,
  answer: ANSWER_OPERATORS,
  labels: LABEL_OPERATORS,
};

function isVariable(value: Value): value is Variable {
  return value.kind !== 'constant';
}

function plant(attributes: Attributes, input: Value): readonly Value[] {
  if (input.kind !== 'columns' || input.type === STRING) throw refused(attributes);
  const isDouble = input.type === DOUBLE;
  const { operator } = attributes.node;
  const ensemble =
    operator === 'TreeEnsemble'
      ? readEnsemble5(attributes, isDouble)
      : readEnsemble(attributes, isDouble);
  const rounds = input.type === INT64 || input.type === INT32; // runtimes compare them as float32
  const columns = rounds ? input.columns.map(rounded) : input.columns;
  const answer = answerOf(ensemble, columns);
  if (!ensemble.isClassifier) return [answer];
  const { trees, classes } = ensemble;
  return [{ kind: 'labels', trees, isLargest: labelsLargest(answer), classes }, answer];
}

function rounded(column: Column): Column {
  return applyStep(column, Math.fround) ?? column;
}

/** The graph's inputs as columns. An input of one column has its name; those of several get numbers. */
function readInputs({ inputs, constants }: OnnxGraph, values: Map<string, Value>): Source[] {
  const constant = new Set(constants.map(({ name }) => name));
  const given = inputs.filter(({ name }) => !constant.has(name));
  const sources: Source[] = [];
  for (const input of given) {
    const { name = '' } = input;
    const { type, width } = shapeOf(input, given.length === 1);
    const kind = TYPES[type]!;
    if (sources.length + width > MAX_COLUMNS)
      throw damaged(
        `Found more than ${formatInteger(MAX_COLUMNS)} columns in the inputs of an ONNX model.`,
      );
    const columns = Array.from({ length: width }, (_, i): Column => {
      const source = sources.length + i;
      if (kind === 'text') return { kind: 'text', source };
      const valueOf = kind === 'float' ? Math.fround : (value: number) => value;
      return { kind: 'number', source, valueOf, isPlain: true, missing: NaN };
    });
    const value: ColumnsValue = { kind: 'columns', columns, type };
    const isNamed = width === 1;
    for (let i = 0; i < width; i++) {
      const numbered = given.length === 1 ? `f${i}` : `${name}_${i}`;
      sources.push({ name: isNamed ? name : numbered, isNamed, type: kind });
    }
    if (values.has(name)) throw damaged(`Found the input ${quote(name)} twice.`);
    values.set(name, value);
  }
  return sources;
}

function shapeOf({ name = '', type }: OnnxValue, isOnly: boolean) {
  const element = type?.tensor?.element ?? 0;
  const dims = type?.tensor?.shape?.dims;
  const width = dims?.length === 1 && !isOnly ? 1 : dims?.[1]?.size;
  if (TYPES[element] === undefined || width === undefined || width < 1 || dims!.length > 2)
    throw new ForeignModelError(
      `Found the input ${quote(name)} of type ${element} and ${dims?.length ?? 'unknown'} dimensions, expected rows of a known number of floats, doubles, whole numbers or texts.`,
      'Convert the model with its number of columns: initial_types=[("X", FloatTensorType([None, 4]))].',
    );
  return { type: element, width };
}
