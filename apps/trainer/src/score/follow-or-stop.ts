import { ProgressLine } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import type { ScoringStage, StageRuns } from '@lambda-forest/scale';

import { askToLeave } from '../ask-to-leave.ts';
import { ScoringCancelledError } from '../errors.ts';

/**
 * Follows an execution to its end. After a request to stop it is stopped, too, unless somebody at the terminal wishes
 * it to go on.
 *
 * @throws {ScoringCancelledError} after a request to stop
 * @throws {LambdaForestError} if the execution failed
 */
export async function followOrStop(
  executions: StageRuns,
  arn: string,
  { ask }: ScoringStage,
  shell: Shell,
): Promise<void> {
  const signal = shell.cancellation();
  const line = new ProgressLine(process.stderr, () => performance.now());
  try {
    await executions.follow(
      arn,
      ({ round, done, total }) => {
        const label = round === 1 ? 'Scoring (pieces)' : `Scoring again, round ${round} (pieces)`;
        line.show(label, done, total);
      },
      signal,
    );
  } catch (error) {
    line.clear();
    if (!signal.aborted) throw error;
    const isLeft = await askToLeave('Stop the run on AWS, too?', ask, shell);
    if (!isLeft) await executions.stop(arn);
    throw new ScoringCancelledError(signal.reason, isLeft);
  } finally {
    line.clear();
  }
}
