import { ROUTES } from '@lambda-forest/api';
import { shellQuote } from '@lambda-forest/text';

import { regionOf } from '../aws/api-address.ts';

/** The authentication of an API. */
export type AuthType = 'iam' | 'jwt' | 'none';

/**
 * A shell command that asks an API for one prediction.
 *
 * @param url of the API, without a slash at its end
 * @param body JSON
 * @param region of the API, if its address does not name it
 */
export function curlCommand(url: string, auth: AuthType, body: string, region: string): string {
  const words = ['curl', ...AUTH[auth](regionOf(url) ?? region)];
  return [
    ...words,
    `-H 'content-type: application/json'`,
    `-d ${shellQuote(body)}`,
    `'${url}${ROUTES.predict.path}'`,
  ].join(' ');
}

/** The environment that the command needs: a line for people, or none. */
export function curlNeeds(auth: AuthType): string[] {
  switch (auth) {
    case 'iam':
      return [
        'With credentials in the environment, by eval "$(aws configure export-credentials --format env)":',
      ];
    case 'jwt':
      return ['With a bearer token of the issuer in TOKEN:'];
    case 'none':
      return [];
  }
}

const AUTH: Readonly<Record<AuthType, (region: string) => readonly string[]>> = {
  none: () => [],
  jwt: () => ['-H "authorization: Bearer $TOKEN"'],
  iam: (region) => [
    `--aws-sigv4 'aws:amz:${region}:execute-api'`,
    '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
    '-H "x-amz-security-token: $AWS_SESSION_TOKEN"',
  ],
};
