import { UsageError } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { printable } from '@lambda-forest/text';
import type { Model } from '@lambda-forest/serializer';

import { areOfDefaultTable } from '../models/default-table.ts';
import { readTableRecord } from '../models/read-table-record.ts';
import { loadModel } from '../models/load-model.ts';
import type { LoadedModel } from '../models/load-model.ts';
import { readForModel } from '../models/read-for-model.ts';
import { note } from '../output/note.ts';
import { roundNumbers } from '../output/round-numbers.ts';
import { compareRowByRow, requireComparable } from './compare-models.ts';
import type { RowByRow } from './compare-models.ts';
import { describeComparison } from './comparison-text.ts';
import type { CompareOptions } from './compare-options.ts';
import { provenanceDifferences, schemaDifferences } from './differences.ts';

/**
 * Shows two models side by side.
 *
 * @throws {LambdaForestError} for what is the user's to mend
 */
export async function runCompare(options: CompareOptions, shell: Shell): Promise<void> {
  if (options.first === undefined || options.second === undefined) {
    throw new UsageError(
      'Found fewer than two models, expected two.',
      'Name them: compare iris@1.0.0 iris@1.1.0.',
    );
  }
  const first = await loadModel(options.first, options['artifacts-dir']);
  const second = await loadModel(options.second, options['artifacts-dir']);
  requireComparable(first, second);
  const judged = await judge([first, second], options);
  const differences = {
    options: provenanceDifferences(first.provenance, second.provenance),
    schema: schemaDifferences(first.schema, second.schema),
  };
  if (options.json) {
    const idOf = ({ provenance: { name, version, metrics } }: Model) => ({
      name,
      version,
      metrics,
    });
    const document = {
      first: idOf(first),
      second: idOf(second),
      rowByRow: judged ?? null,
      differences,
    };
    shell.document(roundNumbers(document));
    return;
  }
  const lines = describeComparison(first, second, judged, differences);
  shell.say(...lines.map(printable));
}

/** Undefined where there is no table to judge on. */
async function judge(
  models: readonly [LoadedModel, LoadedModel],
  options: CompareOptions,
): Promise<RowByRow | undefined> {
  if (options.data === undefined && !(await areOfDefaultTable(models))) return undefined;
  // Each model reads the table by its own schema: their columns may differ.
  const [first, second] = models;
  const read = [
    await readForModel(options.data, first.schema, options),
    await readForModel(options.data, second.schema, options),
  ] as const;
  note(new Set(read.flatMap(({ notices }) => notices)));
  return compareRowByRow(models, read, [
    await readTableRecord(first.folder, first.bytes),
    await readTableRecord(second.folder, second.bytes),
  ]);
}
