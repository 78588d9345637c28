/**
 * The work of a service before its first answer, and nothing else. It is bundled and started with a model file as
 * its argument.
 */
import { readFileSync } from 'node:fs';

import { compileRows } from '@lambda-forest/forest';
import { decodeModel } from '@lambda-forest/serializer';

const { forest, thresholds } = decodeModel(readFileSync(process.argv[2] ?? ''));
compileRows(thresholds, forest).predictRow(new Float64Array(forest.featureCount));
