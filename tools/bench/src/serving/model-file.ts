import type { Forest } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';
import { encodeModel } from '@lambda-forest/serializer';

/** A model file with complete provenance, so that it is as large as that of a trained model. */
export function modelFile(schema: Schema, forest: Forest): Uint8Array {
  return encodeModel({
    schema,
    forest,
    provenance: {
      name: 'bench',
      version: '1.0.0',
      lambdaForest: '0.1.0',
      engine: { name: 'scikit-learn', version: '1.0.0' },
      options: { nEstimators: 100, maxDepth: null, maxFeatures: 'sqrt' },
      seed: 1,
      data: { source: 'bench.csv', sha256: '0'.repeat(64), rows: schema.rowCount },
      split: { testSize: 0.2, trainRows: 1, testRows: 1, stratified: true, folds: 0 },
      metrics: {},
    },
  });
}
