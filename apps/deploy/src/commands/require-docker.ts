import { DockerError } from '../errors.ts';
import type { CommandContext } from './context.ts';
import type { Target } from './target.ts';

/**
 * Makes sure, for a stage that is deployed as an image, that there is a Docker which can build it. The CDK would find
 * that out after the questions, and AWS would be blamed.
 *
 * @throws {DockerError}
 */
export async function requireDocker(
  { stage }: Pick<Target, 'stage'>,
  { env, tryProgram }: Pick<CommandContext, 'env' | 'tryProgram'>,
): Promise<void> {
  if (stage.packaging !== 'image') return;
  const program = env['CDK_DOCKER'] ?? 'docker'; // as the CDK decides
  const problem = await tryProgram(program, ['info']); // which asks the daemon too
  if (problem !== undefined) throw new DockerError(program, problem);
}
