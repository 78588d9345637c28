/**
 * What a service does before its first answer, and nothing else. It is bundled and started with a model file as
 * its argument.
 */
import { readFileSync } from 'node:fs';

import { compileForest } from '@lambda-forest/forest';
import { decodeModel } from '@lambda-forest/serializer';

const { forest, thresholds } = decodeModel(readFileSync(process.argv[2] ?? ''));
compileForest(forest, thresholds).predictRow(new Float64Array(forest.featureCount));
