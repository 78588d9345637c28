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
  /** Where it leads now. */
  readonly alias: Alias;
  /** The version that was live before the deployment; undefined if there was none. */
  readonly before: number | undefined;
}

/**
 * After a smoke test that failed, lets the alias lead to what was live before and tests that. It never succeeds:
 * the deployment failed whatever is live now, and the error says what is.
 *
 * @param error why; anything but a failed smoke test is passed on and nothing moved
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
      `${reason} Nothing else was live before, so that nothing was put back.`,
      `Read its logs with "npx nx run inference:logs ${target.words}".`,
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
      ...(modelSha256 !== undefined && { modelSha256 }),
    },
    context,
    `Choose another version with "npx nx run inference:rollback ${target.words} --to-version=N".`,
  );
  throw new SmokeTestError(
    service.url,
    `version ${alias.version} failed its smoke test, and version ${before} is live again. ${reason}`,
    'Correct it and deploy again.',
    error,
  );
}
