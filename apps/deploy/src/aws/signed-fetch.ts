import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentityProvider } from '@smithy/types';

import type { Send } from '../smoke/send.ts';

/**
 * Sends requests signed with AWS credentials, as the authentication `iam` requires.
 *
 * @param send sends the signed requests
 */
export function signedBy(
  credentials: AwsCredentialIdentityProvider,
  region: string,
  send: Send,
): Send {
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  return async (url, request) => {
    const { protocol, hostname, port, pathname, search, host, searchParams } = new URL(url);
    const signed = await signer.sign(
      new HttpRequest({
        protocol,
        hostname,
        ...(port !== '' && { port: Number(port) }),
        path: pathname,
        method: request.method,
        query: Object.fromEntries(searchParams),
        headers: { ...request.headers, host },
        ...(request.body !== undefined && { body: request.body }),
      }),
    );
    const { host: _, ...headers } = signed.headers; // fetch sets it itself
    return send(`${protocol}//${host}${pathname}${search}`, { ...request, headers });
  };
}
