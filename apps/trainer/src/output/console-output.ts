import { ProgressLine } from '@lambda-forest/cli';
import { jsonText, printable } from '@lambda-forest/text';
import { createStderrLogger } from '@lambda-forest/logging';

import type { Training, TrainingEvents } from '../train/pipeline.ts';
import type { DataFile } from '../reading/read-data-file.ts';
import { describeSaved } from './describe-saved.ts';
import type { Saved } from './describe-saved.ts';
import { describeTable, describeTraining, describeWarning } from './text-report.ts';

/** How a training shows itself: while it goes on, and when it is done. */
export interface Output extends TrainingEvents {
  /** What an option costs, before anything is read. */
  onNotice(notice: string): void;
  /** When the table is in memory, and before it is known what its columns are. */
  onRead(file: DataFile): void;
  /** Before it is decided whether the forest is good enough. */
  onEvaluated(training: Training): void;
  onSaved(saved: Saved): void;
}

/** For a person: text on stdout, and on a terminal a line of progress on stderr. */
export function textOutput(): Output {
  let file: DataFile | undefined;
  const progress = new ProgressLine(process.stderr, () => performance.now());
  // Names come from the table: nothing in them may move the cursor or colour the screen.
  const print = (lines: readonly string[]) =>
    process.stdout.write(`${lines.map(printable).join('\n')}\n`);
  return {
    onNotice: (notice) => void process.stderr.write(`${notice}\n`),
    onRead(read) {
      progress.clear();
      file = read;
    },
    onTable: (read, division) => print(describeTable(file!, read, division)),
    onProgress: (label, done, total) => progress.show(label, done, total),
    onStageDone: () => progress.clear(),
    onEvaluated: (training) =>
      print([
        ...describeTraining(training),
        ...describeWarning(training).flatMap((warning) => [warning, '']),
      ]),
    onSaved: (saved) => print(describeSaved(saved)),
  };
}

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
