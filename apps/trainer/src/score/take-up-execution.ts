import { isDeepStrictEqual } from 'node:util';

import type { Shell } from '@lambda-forest/cli';
import { OutputTakenError } from '@lambda-forest/scale';
import type { RunSpec, StageRuns } from '@lambda-forest/scale';
import { quote } from '@lambda-forest/text';

/**
 * Starts a run; or finds the one under way with the same specification, if it is to be resumed.
 *
 * @returns the execution's ARN
 * @throws {OutputTakenError} if the output is that of another one under way
 */
export async function takeUpExecution(
  executions: StageRuns,
  spec: RunSpec,
  output: string,
  isResumed: boolean,
  shell: Shell,
): Promise<string> {
  const running = await executions.running(output);
  const place = quote(output);
  if (running === undefined) {
    const arn = await executions.start({ spec, output, isResumed });
    shell.say(`Started ${arn}`);
    return arn;
  }
  if (!isResumed) {
    throw new OutputTakenError(
      `a run under way in ${place}`,
      'Follow it with --resume, or name another output.',
    );
  }
  if (!isDeepStrictEqual(running.input.spec, JSON.parse(JSON.stringify(spec)))) {
    throw new OutputTakenError(
      `a run of another model, input or options under way in ${place}`,
      'Give the same ones, or name another output.',
    );
  }
  shell.say(`Following ${running.arn}`);
  return running.arn;
}
