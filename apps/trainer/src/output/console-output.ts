import { ProgressLine, terminalColumns } from '@lambda-forest/cli';
import { printable } from '@lambda-forest/text';

import type { TrainingEvents } from '../train/pipeline.ts';
import type { Training } from '../train/training.ts';
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
    onTable: (read, division) =>
      print(describeTable(file!, read, division, terminalColumns(process.stdout))),
    onProgress: (label, done, total) => progress.show(label, done, total),
    onStageDone: () => progress.clear(),
    onEvaluated: (training) =>
      print([
        ...describeTraining(training, terminalColumns(process.stdout)),
        ...describeWarning(training).flatMap((warning) => [warning, '']),
      ]),
    onSaved: (saved) => print(describeSaved(saved)),
  };
}
