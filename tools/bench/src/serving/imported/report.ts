import { formatInteger } from '@lambda-forest/text';

import { calibrationLine, tableOf, threeDigits } from '../../report.ts';
import type { Column } from '../../report.ts';
import type { ServingSettings } from '../results.ts';
import type { ServedImport, ServedImports } from './results.ts';

/** Sizes and times of imported models as lines of an aligned table: medians, microseconds a row. */
export function importedLines(
  { table, trainRows, features, models, calibration }: ServedImports,
  { batchRows, trees }: ServingSettings,
): string[] {
  const us = (title: string, which: 'row' | 'batch'): Column<ServedImport>[] => [
    [`${title}, library, us`, ({ original }) => threeDigits(original[which].median)],
    ['ours, us', ({ ours }) => threeDigits(ours[which].median)],
  ];
  return [
    `${table}: ${formatInteger(trainRows)} training rows, ${features} features, 2 classes; ${trees} trees; batches of ${formatInteger(batchRows)} rows`,
    ...tableOf<ServedImport>(
      [
        ['format', ({ name }) => name],
        ['its bytes', ({ originalBytes }) => formatInteger(originalBytes)],
        ['ours', ({ fileBytes }) => formatInteger(fileBytes)],
        ...us('one row', 'row'),
        ...us('batch, a row', 'batch'),
        ['difference', ({ difference }) => difference.toExponential(1)],
      ],
      models,
    ),
    calibrationLine(calibration),
  ];
}
