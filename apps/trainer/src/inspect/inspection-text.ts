import { inputColumns } from '@lambda-forest/schema';
import { count, formatNumber } from '@lambda-forest/text';
import { namesOfManyLevels } from '@lambda-forest/training';

import { describeCounts } from '../output/describe-classes.ts';
import { describeColumns } from '../output/describe-columns.ts';
import { describeFormats } from '../output/describe-formats.ts';
import { describeSuspicions } from '../output/describe-suspicions.ts';
import type { Inspection } from './inspection.ts';

/** Lines for a person, before a terminal of that width if there is one. */
export function inspectionText(
  { dataset, columns, table, suspicions }: Inspection,
  width: number | undefined,
): string[] {
  const { rowCount } = dataset;
  const { schema } = namesOfManyLevels(dataset).dataset; // the kinds that training takes them for
  return [
    `Data    ${table.source}: ${count(rowCount, 'row')}, ${count(table.header.length, 'column')}, ${count(inputColumns(schema).length, 'feature')}`,
    ...describeFormats(table),
    `Target  ${schema.target.name} (${schema.task}): ${describeTarget(schema)}`,
    '',
    ...describeColumns(schema, columns, width),
    '',
    ...(suspicions.length === 0
      ? ['Nothing suspicious was found.']
      : describeSuspicions(suspicions)),
  ];
}

function describeTarget(schema: Inspection['dataset']['schema']): string {
  if (schema.task === 'regression') {
    const { minimum, maximum, mean } = schema.target;
    return `${minimum} to ${maximum}, mean ${formatNumber(mean)}`;
  }
  return describeCounts(schema.target);
}
