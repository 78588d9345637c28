import { defined } from '@lambda-forest/text';

import { moveAlias } from '../aws/move-alias.ts';
import { listVersions } from '../aws/versions.ts';
import type { Alias } from '../aws/versions.ts';
import { SmokeTestError } from '../errors.ts';
import { checkService } from './check-service.ts';
import type { CommandContext } from './context.ts';
import type { Service } from './service.ts';
import type { ReachedTarget } from './target.ts';

export interface FailedDeployment {
  readonly target: ReachedTarget;
  readonly service: Service;
  /** The alias as it is now. */
  readonly alias: Alias;
  /** The version that was live before the deployment; undefined if there was none. */
  readonly before: number | undefined;
}

/**
 * After a failed smoke test, moves the alias back to the version that was live before and tests that. It always throws:
 * the deployment has failed whatever is live now, and the error names it.
 *
 * @param error the reason; anything but a failed smoke test is thrown again and nothing is moved
 * @throws {SmokeTestError}
 */
export async function takeBack(
  { target, service, alias, before }: FailedDeployment,
  error: unknown,
  context: CommandContext,
): Promise<never> {
  if (!(error instanceof SmokeTestError)) throw error;
  const reason = error.problem.replace(`At ${service.url}: `, '');
  if (before === undefined || before === alias.version) {
    throw new SmokeTestError(
      service.url,
      `${reason} No version was live before, so nothing was rolled back.`,
      `Read its logs with "npx lambda-forest logs ${target.words}".`,
      error,
    );
  }
  const { lambda } = target.clients;
  context.terminal.say('', reason, `Going back to version ${before}.`);
  await moveAlias(lambda, service.functionName, alias, before);
  const versions = await listVersions(lambda, service.functionName);
  const modelSha256 = versions.find(({ version }) => version === before)?.modelSha256;
  const { modelSha256: _, ...rest } = service;
  await checkService(
    {
      ...rest,
      region: target.stage.region,
      isFresh: true,
      ...defined({ modelSha256 }),
    },
    context,
    `Choose another version with "npx lambda-forest rollback ${target.words} --to-version=N".`,
  );
  throw new SmokeTestError(
    service.url,
    `version ${alias.version} failed its smoke test, and version ${before} is live again. ${reason}`,
    'Correct it and deploy again.',
    error,
  );
}
