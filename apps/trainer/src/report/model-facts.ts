import { ARTIFACT_FILES } from '@lambda-forest/artifacts';
import { nodeCount, treeCount } from '@lambda-forest/forest';
import type { ModelFacts } from '@lambda-forest/report';
import { modelSha256 } from '@lambda-forest/serializer';
import type { Model } from '@lambda-forest/serializer';
import { ENGINE_NAMES } from '@lambda-forest/training';

/** @param bytes of the model's file */
export function modelFacts({ provenance, forest }: Model, bytes: Uint8Array): ModelFacts {
  const { name, version, lambdaForest, engine, options, seed, data, split } = provenance;
  return {
    name,
    version,
    lambdaForest,
    isImported: !ENGINE_NAMES.some((ours) => ours === engine.name),
    learner:
      options['learner'] === 'blend'
        ? 'blend'
        : forest.aggregation === 'mean'
          ? 'forest'
          : 'boosting',
    engine,
    options,
    seed,
    data,
    split,
    file: { name: ARTIFACT_FILES.model, sha256: modelSha256(bytes), bytes: bytes.length },
    trees: treeCount(forest),
    nodes: nodeCount(forest),
  };
}
