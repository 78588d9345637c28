import type { Shell } from '@lambda-forest/cli';
import type { Manifest } from '@lambda-forest/scale';
import { FailedRows } from '@lambda-forest/scoring';
import { count, formatInteger, formatSeconds } from '@lambda-forest/text';
import type { SnakeCased } from '@lambda-forest/text';

import { RowsFailedError } from '../errors.ts';
import { note } from '../output/note.ts';

/**
 * Says what a run has come to.
 *
 * @param seconds as `stopwatch` says them
 * @throws {RowsFailedError} if there were rows that do not fit the model
 */
export function reportRun(
  { rows, refused, model, input, output, notices }: SnakeCased<Manifest>,
  place: string,
  seconds: number | undefined,
  shell: Shell,
): void {
  const done = formatInteger(rows - refused.rows);
  const { files, empty_files: emptyFiles } = input;
  const of = `${count(files, 'file')}${emptyFiles > 0 ? ` (${emptyFiles} without rows)` : ''}`;
  shell.say(
    `Scored ${done} of ${count(rows, 'row')} of ${of} by ${model.name} ${model.version} into ${count(output.parts, 'part')} in ${place}${seconds === undefined ? '' : `, in ${formatSeconds(seconds)}`}`,
  );
  if (notices !== undefined) {
    const more =
      notices.others > 0 ? [`And ${formatInteger(notices.others)} more of these kinds.`] : [];
    note([...notices.lines, ...more]);
  }
  if (refused.rows === 0) return;
  const failed = new FailedRows();
  failed.addAll(refused.rows, refused.places);
  throw new RowsFailedError(place, failed, rows);
}

/** @returns the seconds since now; undefined of a run that is taken up, which had begun before */
export function stopwatch(isResumed: boolean): () => number | undefined {
  const started = performance.now();
  return () => (isResumed ? undefined : (performance.now() - started) / 1000);
}
