import { LARGEST_ZERO, ZERO_MISSING } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';

import { UnsayableModelError } from '../../errors.ts';
import { DOUBLE, FLOAT } from '../proto.ts';
import { categorySetsOf } from './category-sets.ts';
import { GraphWriter } from './graph-writer.ts';
import { writeAnswers } from './write-answers.ts';
import { writeEnsemble3 } from './write-ensemble-3.ts';
import { writeEnsemble5 } from './write-ensemble-5.ts';
import { writeInputs } from './write-inputs.ts';

/** Operator sets that a model can be written for: those of ONNX 1.10 and 1.16. */
const OPSETS = {
  15: { ir: 8, onnx: 15, ml: 3 },
  21: { ir: 10, onnx: 21, ml: 5 },
} as const;

type Opset = keyof typeof OPSETS;

interface OnnxNaming {
  readonly name: string;
  /** Of lambda-forest. */
  readonly producerVersion: string;
}

interface WrittenOnnx {
  readonly bytes: Uint8Array;
  /** Names of the graph's outputs. */
  readonly outputs: readonly string[];
}

/**
 * A model of ours as a model of ONNX, all in float64 where the forest is. It has an input for each column, rows of one
 * number or text; an empty text is a missing value, and so is NaN. Its outputs are `label` and `probabilities`, or
 * `prediction`: by the names that are returned, as a column may have one of these.
 *
 * With opset 21, for onnxruntime 1.24 and newer, sums are equal to ours to the bit where a leaf has one number, else within rounding of float64; with 15
 * they are rounded to float32.
 *
 * @throws {UnsayableModelError} for what no operator says
 */
export function writeOnnx(
  { schema, forest }: { readonly schema: Schema; readonly forest: Forest },
  { name, producerVersion }: OnnxNaming,
  opset: Opset,
): WrittenOnnx {
  if (forest.linear !== undefined)
    throw new UnsayableModelError(
      'Found linear trees, whose leaves add up terms, which no tree ensemble of ONNX does.',
      'Serve the model as it is, or train it with linear_tree=false.',
    );
  const graph = new GraphWriter();
  const isFloat = forest.roundsScores;
  if (isFloat && !forest.roundsInputs)
    throw new UnsayableModelError(
      'Found a forest that compares float64 and adds float32, which no operator of ONNX does.',
      'Import the model from a file of the library that trained it.',
    );
  const sets = categorySetsOf(forest, schema);
  const inputs = writeInputs(graph, schema, sets);
  const rows = writeZeros(graph, forest, inputs.rows);
  const single = forest.roundsInputs ? graph.node('Cast', [rows], { to: FLOAT }) : rows;
  const asked =
    forest.roundsInputs && !isFloat ? graph.node('Cast', [single], { to: DOUBLE }) : single;
  const writeEnsemble = opset === 15 ? writeEnsemble3 : writeEnsemble5;
  const sums = writeEnsemble(graph, forest, { ...inputs, rows: asked, sets, isFloat });
  const type = opset === 15 || isFloat ? FLOAT : DOUBLE;
  const outputs = writeAnswers(graph, forest, schema, sums, type);
  return { bytes: graph.model(name, producerVersion, OPSETS[opset]), outputs };
}

/** Where 0 is a missing value, splits ask a second copy of the columns, in which it is. */
function writeZeros(graph: GraphWriter, forest: Forest, rows: string): string {
  if (!forest.flags.some((flag) => (flag & ZERO_MISSING) !== 0)) return rows;
  const constant = (name: string, value: number) =>
    graph.constant(name, { dims: [1], values: Float64Array.of(value) });
  const isZero = graph.node('LessOrEqual', [
    graph.node('Abs', [rows]),
    constant('zero', LARGEST_ZERO),
  ]);
  const without = graph.node('Where', [isZero, constant('missing', NaN), rows]);
  return graph.node('Concat', [rows, without], { axis: 1 });
}
