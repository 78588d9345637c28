import { DockerError } from '../errors.ts';
import type { CommandContext } from './context.ts';
import type { Target } from './target.ts';

/**
 * Makes sure, for a stage that is deployed as an image, that Docker can build it. The CDK would find
 * that out after the questions, and its message would blame AWS.
 *
 * @throws {DockerError}
 */
export async function requireDocker(
  { stage }: Pick<Target, 'stage'>,
  { env, tryProgram }: Pick<CommandContext, 'env' | 'tryProgram'>,
): Promise<void> {
  if (stage.packaging !== 'image') return;
  const program = env['CDK_DOCKER'] ?? 'docker'; // the CDK's own default
  const problem = await tryProgram(program, ['info']); // which also asks the daemon
  if (problem !== undefined) throw new DockerError(program, problem);
}
