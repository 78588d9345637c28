/** From sums of trees to what a client reads. */
import { scoreCount, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';

import { DOUBLE, STRING } from '../proto.ts';
import type { GraphWriter } from './graph-writer.ts';

/**
 * @param sums a number for each score
 * @param type of the sums
 * @returns names of the graph's outputs
 */
export function writeAnswers(
  graph: GraphWriter,
  forest: Forest,
  { task, target }: Schema,
  sums: string,
  type: number,
): readonly string[] {
  // A mean of float32 is a float32, too.
  const isFloat = forest.roundsScores;
  const single = isFloat ? writeMean(graph, forest, sums) : sums;
  const double = type === DOUBLE ? single : graph.node('Cast', [single], { to: DOUBLE });
  const scores = isFloat ? double : writeMean(graph, forest, double);
  const isClasses = task === 'classification';
  const name = isClasses ? 'probabilities' : 'prediction';
  const answer = graph.node('Identity', [writeLink(graph, forest, scores)], {}, { name });
  const outputs = [answer];
  if (isClasses) {
    const { classes } = target;
    const names = graph.constant('classes', { dims: [classes.length], values: classes });
    const best = graph.node('ArgMax', [answer], { axis: 1, keepdims: 0 });
    const label = graph.node('Gather', [names, best], { axis: 0 }, { name: 'label' });
    graph.output(label, STRING, 0);
    outputs.unshift(label);
  }
  graph.output(answer, DOUBLE, forest.outputCount);
  return outputs;
}

function writeMean(graph: GraphWriter, forest: Forest, sums: string): string {
  const { aggregation, treeOutput, roundsScores } = forest;
  if (aggregation === 'sum') return sums;
  const counts = new Float64Array(treeOutput.length > 0 ? scoreCount(forest) : 1);
  if (treeOutput.length === 0) counts[0] = treeCount(forest);
  for (const score of treeOutput) counts[score]!++;
  const divisors = counts.map((count) => Math.max(1, count));
  const values = roundsScores ? Float32Array.from(divisors) : divisors;
  const tensor = { dims: [divisors.length], values };
  return graph.node('Div', [sums, graph.constant('tree_counts', tensor)]);
}

function writeLink(graph: GraphWriter, { link: { kind, factor } }: Forest, scores: string): string {
  const constant = (name: string, value: number) =>
    graph.constant(name, { dims: [1], values: Float64Array.of(value) });
  const scaled = factor === 1 ? scores : graph.node('Mul', [scores, constant('factor', factor)]);
  if (kind === 'identity') return scores;
  if (kind === 'softmax') return graph.node('Softmax', [scores], { axis: 1 });
  if (kind === 'exp') return graph.node('Exp', [scores]);
  if (kind === 'expm1') {
    return graph.node('Sub', [graph.node('Exp', [scores]), constant('one', 1)]);
  }
  if (kind === 'log1p-exp') {
    // Softplus, which onnxruntime has for float32 alone: max(x, 0) + log(1 + exp(-|x|)), which does not overflow.
    const below = graph.node('Exp', [graph.node('Neg', [graph.node('Abs', [scores])])]);
    const rest = graph.node('Log', [graph.node('Add', [below, constant('one', 1)])]);
    return graph.node('Add', [graph.node('Relu', [scores]), rest]);
  }
  if (kind === 'signed-square') return graph.node('Mul', [scores, graph.node('Abs', [scores])]);
  if (kind === 'negative-exp') {
    return graph.node('Neg', [graph.node('Exp', [graph.node('Neg', [scores])])]);
  }
  const share = graph.node('Sigmoid', [scaled]);
  if (kind === 'logistic') return share;
  const rest = graph.node('Sub', [constant('one', 1), share]);
  return graph.node('Concat', [rest, share], { axis: 1 });
}
