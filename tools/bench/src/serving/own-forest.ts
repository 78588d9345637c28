import { allRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import type { Forest } from '@lambda-forest/forest';
import { DEFAULT_FOREST_OPTIONS, findEngine } from '@lambda-forest/training';

/** The engine that grows the forest if scikit-learn is missing. */
export const OWN_ENGINE = 'histogram';

export async function growOwn(
  dataset: Dataset,
  nEstimators: number,
  randomState: number,
): Promise<Forest> {
  const prepared = await findEngine(OWN_ENGINE).prepare(dataset);
  const options = { ...DEFAULT_FOREST_OPTIONS, nEstimators, randomState };
  return (await prepared.fit(allRows(dataset), options)).forest;
}
