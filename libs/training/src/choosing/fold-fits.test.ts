import type { Dataset } from '@lambda-forest/data';
import type { Feature } from '@lambda-forest/schema';
import { expect, test } from 'vitest';

import { blobs, wave } from '../../test/tables.ts';
import { DEFAULT_BOOSTING_OPTIONS } from '../boosting-options.ts';
import { createHistogramEngine } from '../histogram-engine.ts';
import { fitFold } from './fold-fits.ts';

/** Few held-out rows are answered by the trees as they are, more than about a thousand by compiled ones. */
const HELD_OUT = [60, 1_200];
const LEVELS = 9;
const ROUNDS = [1, 20, 39, 40];

const options = {
  ...DEFAULT_BOOSTING_OPTIONS,
  maxIter: 40,
  minSamplesLeaf: 5,
  maxLeafNodes: 8,
};

test.each(HELD_OUT)('%d held-out quantities have the loss that each round left', async (count) => {
  const { columns, schema, ...table } = wave(1_800);
  const features = featuresOf(schema.features);
  const dataset = { ...table, columns: levelsOf(columns), schema: { ...schema, features } };
  const { fit, validation } = await foldOf(dataset, count);
  for (const rounds of ROUNDS) {
    const errors = fit
      .answers(rounds)
      .map((answer, i) => (answer - dataset.target[validation[i]!]!) ** 2 / 2);
    expect(meanOf(errors)).toBeCloseTo(fit.heldOutLosses![rounds]!, 8);
  }
});

test.each(HELD_OUT)('%d held-out rows of classes do too', async (count) => {
  const { columns, schema, ...table } = blobs(600);
  const features = featuresOf(schema.features);
  const dataset = { ...table, columns: levelsOf(columns), schema: { ...schema, features } };
  const { fit, validation } = await foldOf(dataset, count);
  for (const rounds of ROUNDS) {
    const answers = fit.answers(rounds);
    const losses = Float64Array.from(
      validation,
      (row, i) => -Math.log(answers[3 * i + dataset.target[row]!]!),
    );
    expect(meanOf(losses)).toBeCloseTo(fit.heldOutLosses![rounds]!, 8);
  }
});

/** The first feature as levels that are in no order. */
function levelsOf([first, ...columns]: readonly Float64Array[]): Float64Array[] {
  return [first!.map((value) => (Math.floor(value * 100) * 7) % LEVELS), ...columns];
}

function featuresOf([first, ...features]: readonly Feature[]): Feature[] {
  const levels = Array.from({ length: LEVELS }, (_, level) => `level ${level}`);
  return [{ kind: 'categorical', name: first!.name, levels, counts: [], missing: 0 }, ...features];
}

async function foldOf(dataset: Dataset, heldOut: number) {
  const rows = Uint32Array.from({ length: dataset.rowCount }, (_, i) => (i * 7) % dataset.rowCount);
  const validation = rows.slice(0, heldOut).sort();
  const train = rows.slice(heldOut).sort();
  const prepared = await createHistogramEngine(1).prepare(dataset);
  const fit = await fitFold(prepared, 0, { train, validation }, options, { patience: 100 });
  return { fit, validation };
}

function meanOf(losses: Float64Array): number {
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
