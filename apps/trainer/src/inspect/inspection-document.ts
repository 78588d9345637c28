import { snakeCaseKeys } from '@lambda-forest/text';
import { inputColumns } from '@lambda-forest/schema';
import type { InputColumn } from '@lambda-forest/schema';
import { defined } from '@lambda-forest/text';

import type { Inspection } from './inspection.ts';

/**
 * The same for a program. Its `columns` have names and kinds as `--schema` reads them, so that the document can be
 * corrected and handed to `train`.
 */
export function inspectionDocument(inspection: Inspection): unknown {
  const { dataset, columns, table, suspicions, missingMarkers } = inspection;
  const { schema } = dataset;
  const { format: _, ...target } = { format: undefined, ...schema.target };
  const inputs = new Map(inputColumns(schema).map((input) => [input.name, input]));
  return {
    source: table.source,
    files: table.parts.map(({ source, format }) => ({ source, format })),
    rows: dataset.rowCount,
    task: schema.task,
    target: snakeCaseKeys(target),
    ...defined({ missing_markers: missingMarkers }),
    columns: columns
      .filter(({ role }) => role !== 'target')
      .map(({ name, reason, why }) => {
        const input = inputs.get(name);
        return input === undefined ? { name, kind: 'ignore', reason, why } : describe(input);
      }),
    suspicions,
  };
}

function describe(input: InputColumn): object {
  const { name, feature } = input;
  const { missing } = feature;
  switch (input.kind) {
    case 'numeric': {
      const { minimum, maximum, mean, standardDeviation } = input.feature;
      const statistics = { minimum, maximum, mean, standard_deviation: standardDeviation };
      return { name, kind: 'numeric', missing, ...statistics };
    }
    case 'datetime':
      return { name, kind: 'datetime', format: input.format, missing, parts: input.parts };
    case 'text':
    case 'names':
      return { name, kind: input.kind, missing };
    case 'categorical': {
      const { levels, counts, boolean, encode } = input.feature;
      if (encode !== undefined) return { name, kind: encode, missing, distinct: levels.length };
      const kind = boolean === true ? 'boolean' : 'categorical';
      return { name, kind, missing, levels, counts };
    }
  }
}
