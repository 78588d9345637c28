import type { ColumnChoice, Dataset, ReadDataset } from '@lambda-forest/data';
import {
  comparePaired,
  crossValidate,
  DEFAULT_ENGINE_NAME,
  rowWeights,
} from '@lambda-forest/training';
import type { PreparedEngine } from '@lambda-forest/training';
import { formatEstimate } from '@lambda-forest/text';

import { comparedLoss } from './compared-loss.ts';
import { forestOptions } from './learner-options.ts';
import type { Division } from './split-data.ts';
import type { TrainOptions } from './train-options.ts';

/** By how many standard errors numbers that tell rows apart must help: they are no property of what is predicted. */
const CLEARLY = 2;

/** What it takes to ask whether columns help. */
interface Trial {
  readonly division: Division;
  readonly options: TrainOptions;
  readonly prepare: (read: ReadDataset) => Promise<{ dataset: Dataset; prepared: PreparedEngine }>;
  readonly signal: AbortSignal;
}

/**
 * Numbers that tell rows apart, and do not count them, are kept where a forest that reads them too is clearly better on
 * held-out rows of the training: each by itself, beside those that were kept before it. The reports of their columns
 * say what was found.
 *
 * @param bare the table without them
 * @param readAs the table with other choices of columns
 */
export async function keepInformative(
  bare: ReadDataset,
  readAs: (choices: readonly ColumnChoice[]) => ReadDataset,
  trial: Trial,
): Promise<ReadDataset> {
  const doubtful = bare.columns.filter(({ mayInform }) => mayInform === true);
  const { engine = DEFAULT_ENGINE_NAME } = trial.options;
  if (doubtful.length === 0 || engine !== DEFAULT_ENGINE_NAME) return bare;
  const reasons = new Map<string, string>();
  const kept: ColumnChoice[] = [];
  let read = bare;
  for (const { name, why } of doubtful) {
    const choice = { name, kind: 'numeric' } as const;
    const wider = readAs([...kept, choice]);
    const { isKept, found } = await compare(read, wider, trial);
    reasons.set(name, `${why}; ${found}`);
    if (!isKept) continue;
    kept.push(choice);
    read = wider;
  }
  const columns = read.columns.map((column) => {
    const why = reasons.get(column.name);
    return why === undefined ? column : { ...column, why };
  });
  return { ...read, columns };
}

async function compare(
  bare: ReadDataset,
  wider: ReadDataset,
  { division: { folds, split }, options, prepare, signal }: Trial,
): Promise<{ readonly isKept: boolean; readonly found: string }> {
  const { dataset } = bare;
  const forest = {
    ...forestOptions(options, dataset.task),
    maxFeatures: { kind: 'fraction', fraction: 1 / 3 } as const,
    minSamplesLeaf: 5,
  };
  const loss = comparedLoss(dataset.task, options.metric);
  const lossesOf = async (read: ReadDataset): Promise<Float64Array> => {
    const table = await prepare(read);
    const results = await crossValidate(table.prepared, folds, forest, { signal });
    return Float64Array.from(
      results.flatMap(({ validation, scores }) => [...loss.of(table.dataset, validation, scores)]),
    );
  };
  const weights = rowWeights(dataset, split.train, forest);
  const rows = folds.flatMap(({ validation }) => [...validation]);
  const { difference, standardError } = comparePaired(
    await lossesOf(bare),
    await lossesOf(wider),
    weights && Float64Array.from(rows, (row) => weights[row]!),
  );
  const change = formatEstimate(Math.abs(difference), standardError);
  const found = difference === 0 ? 'the same' : `${change} ${difference > 0 ? 'lower' : 'higher'}`;
  return {
    isKept: difference > CLEARLY * standardError,
    found: `with it the ${loss.title} of held-out rows is ${found}`,
  };
}
