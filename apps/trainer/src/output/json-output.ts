import { createStderrLogger } from '@lambda-forest/logging';
import { jsonText } from '@lambda-forest/text';

import type { DataFile } from '../reading/read-data-file.ts';
import type { Output } from './console-output.ts';
import { describeWarning } from './text-report.ts';

/** For a program: metadata.json on stdout when all is done, and one JSON line per step on stderr. */
export function jsonOutput(): Output {
  let file: DataFile | undefined;
  const logger = createStderrLogger({ service: 'trainer' });
  return {
    onNotice: (notice) => logger.warn(notice),
    onRead(read) {
      file = read;
    },
    onTable({ dataset, columns }, { split, kind }) {
      const leftOut = columns.filter(({ role }) => role === 'left-out');
      logger.info('Table read', {
        source: file?.source ?? '',
        format: file?.table.parts[0]?.format ?? '',
        rows: dataset.rowCount,
        features: dataset.schema.features.length,
        task: dataset.task,
        train_rows: split.train.length,
        test_rows: split.test.length,
        split: kind,
        left_out: leftOut.map(({ name, why }) => ({ column: name, why })),
      });
    },
    onProgress: () => undefined,
    onStageDone: (label) => logger.info(`${label} done`),
    onEvaluated(training) {
      const { metric, score, baselineScore } = training.judgement;
      logger.info('Model evaluated', { [metric]: score, baseline: baselineScore });
      for (const warning of describeWarning(training)) logger.warn(warning);
    },
    onSaved({ artifacts: { metadata }, place, keptCard }) {
      const { folder, version, replaces } = place;
      logger.info('Model saved', { output_dir: folder, version, replaced_another: replaces });
      if (keptCard !== undefined) logger.info('Model card kept', { file: keptCard });
      process.stdout.write(jsonText(metadata));
    },
  };
}
