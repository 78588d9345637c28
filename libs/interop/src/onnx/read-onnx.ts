import { count, enumerate, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import type { ForeignModel } from '../foreign-model.ts';
import { parseMessage } from '../reading/protobuf.ts';
import { buildForest } from './build-forest.ts';
import { evaluateGraph } from './evaluate-graph.ts';
import { featuresOf } from './features.ts';
import { MODEL } from './proto.ts';
import type { OnnxModel } from './proto.ts';

/** The newest operators that are known. */
const NEWEST = { '': 26, 'ai.onnx.ml': 5 } as const;

/**
 * A tree ensemble of ONNX with the graph around it. Nothing of the graph is run: what stands before the trees is
 * folded into their splits, what stands behind them into how their answers are combined.
 *
 * @throws {ForeignModelError}
 */
export function readOnnx(bytes: Uint8Array): ForeignModel {
  const model = parseMessage(MODEL, bytes, 'an ONNX model');
  const { graph, functions } = model;
  if (graph === undefined || graph.nodes.length === 0)
    throw damaged('Found no graph in an ONNX model, expected one with trees.');
  const versions = versionsOf(model);
  if (functions.length > 0 || graph.sparseConstants.length > 0)
    throw new ForeignModelError(
      'Found functions or sparse constants in an ONNX model, expected none: they are not read.',
      'Convert the model without them.',
    );
  const { sources, answer, labels } = evaluateGraph(graph);
  const isClasses = answer.ensemble.isClassifier || labels !== undefined;
  const features = featuresOf(sources, answer.columns, answer.ensemble);
  const forest = buildForest(answer, features, isClasses);
  const classes = labels?.classes ?? answer.classes; // an encoder may give them other names
  if (isClasses && classes !== undefined && classes.length !== forest.outputCount)
    throw damaged(
      `Found ${count(classes.length, 'name')} of ${count(forest.outputCount, 'class', 'classes')}.`,
    );
  return {
    library: 'onnx',
    version: `${versions} by ${[model.producer, model.producerVersion].filter(Boolean).join(' ') || 'an unnamed producer'}`,
    objective: answer.ensemble.operator,
    task: isClasses ? 'classification' : 'regression',
    forest,
    columns: features.columns,
    classes: isClasses ? classes : undefined,
    takesMissing: answer.ensemble.refusesMissing !== true,
    sumsVary: answer.ensemble.isUnordered === true,
  };
}

/** @throws {ForeignModelError} for operators of another domain or a version that is not known */
function versionsOf({ operatorSets }: OnnxModel): string {
  const known: string[] = [];
  for (const { domain = '', version = 0 } of operatorSets) {
    const newest = domain === '' || domain === 'ai.onnx.ml' ? NEWEST[domain] : 0;
    if (version < 1 || version > newest)
      throw new ForeignModelError(
        `Found operators of ${quote(domain)} ${version}, expected those of ONNX up to ${enumerate(Object.values(NEWEST).map(String))} (ai.onnx, ai.onnx.ml).`,
        'Convert the model for an older target_opset.',
      );
    if (domain === 'ai.onnx.ml') known.push(String(version));
  }
  return `ai.onnx.ml ${[...new Set(known)].join(', ')}`;
}
