import { textTable, UsageError } from '@lambda-forest/cli';
import { defined } from '@lambda-forest/text';

import { awsFailure } from '../aws/aws-failure.ts';
import { signedBy } from '../aws/signed-fetch.ts';
import type { AuthType } from '../smoke/curl.ts';
import { withToken } from '../smoke/send.ts';
import type { Send } from '../smoke/send.ts';
import { smokeFailure, smokeTest } from '../smoke/smoke-test.ts';
import type { SmokeReport } from '../smoke/smoke-test.ts';
import type { CommandContext } from './context.ts';

/** The environment variable that holds a bearer token for a service with the authentication `jwt`. */
export const TOKEN_VARIABLE = 'SMOKE_TOKEN';

export interface ServiceToCheck {
  readonly url: string;
  readonly auth: AuthType;
  /** Of the API: requests are signed for it. */
  readonly region: string;
  /** The model that must answer. Default: any. */
  readonly modelSha256?: string;
  /** Whether it has just been deployed: the change may take seconds to arrive everywhere. Default: no. */
  readonly isFresh?: boolean;
}

/**
 * Runs the smoke test as an authenticated caller and prints its checks.
 *
 * @param remedy what to do if it fails
 * @throws {AWSCredentialsError} if requests have to be signed and there are no credentials
 * @throws {SmokeTestError} after all checks are printed
 */
export async function checkService(
  { url, auth, region, modelSha256, isFresh = false }: ServiceToCheck,
  context: CommandContext,
  remedy: string,
): Promise<SmokeReport> {
  const { terminal, send, now, wait } = context;
  const authenticatedSend = await authenticated(auth, region, context);
  terminal.say('', `Smoke test of ${url}`);
  const report = await smokeTest(url, {
    send: authenticatedSend,
    ...(auth !== 'none' && { sendUnknown: send }),
    ...defined({ modelSha256 }),
    isFresh,
    now,
    wait,
  });
  const rows = report.checks.map(({ name, ok, detail, milliseconds }) => [
    ok ? '  ok' : '  FAILED',
    name,
    `${Math.round(milliseconds)} ms`,
    detail,
  ]);
  terminal.say(...textTable(rows, ['left', 'left', 'right', 'left']));
  if (!report.ok) throw smokeFailure(report, remedy);
  return report;
}

async function authenticated(
  auth: AuthType,
  region: string,
  context: CommandContext,
): Promise<Send> {
  const { send, env, connect } = context;
  switch (auth) {
    case 'none':
      return send;
    case 'iam': {
      const { credentials } = connect(region);
      await credentials().catch((error: unknown) => {
        throw awsFailure(error, 'find credentials');
      });
      return signedBy(credentials, region, send);
    }
    case 'jwt': {
      const token = env[TOKEN_VARIABLE];
      if (token === undefined || token === '') {
        throw new UsageError(
          `Found no ${TOKEN_VARIABLE}, expected a bearer token, because the service has the authentication jwt.`,
          `Get one from the issuer and set ${TOKEN_VARIABLE}.`,
        );
      }
      return withToken(token, send);
    }
  }
}
