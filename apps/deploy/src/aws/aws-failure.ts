import { LambdaForestError, printable } from '@lambda-forest/text';

import { AWSCredentialsError, DeploymentError } from '../errors.ts';

/** Names of AWS's answers, and of the SDK's own errors, that mean that the credentials do not work. */
const CREDENTIALS = new Set([
  'AuthFailure',
  'AuthenticationError',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidIdentityToken',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'SSOTokenProviderFailure',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnauthorizedSSOTokenError',
  'UnrecognizedClientException',
]);

const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']);

/** Of an answer without a body, as S3 has for questions that it refuses. */
const NOTHING_SAID = 'UnknownError';
const FORBIDDEN = 403;

const THROTTLED = new Set([
  'LimitExceededException',
  'RequestLimitExceeded',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

const CONFLICT = new Set([
  'OperationInProgressException',
  'PreconditionFailedException',
  'ResourceConflictException',
]);

/** Names of faults on AWS's side. */
const INTERNAL = new Set([
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'ServiceException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
]);

const MISSING = new Set(['ResourceNotFoundException', 'StackNotFoundException']);

/** Names and codes of network failures. */
const NETWORK = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'ETIMEDOUT',
  'NetworkingError',
  'TimeoutError',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** Codes of Node for a certificate that it does not trust, such as `SELF_SIGNED_CERT_IN_CHAIN`. */
const UNTRUSTED = /(^|_)CERT(_|$)|LEAF_SIGNATURE/;

const MAX_MESSAGE_LENGTH = 400;

/** The prefix that the CDK's toolkit puts before the message of a failed stack. */
const TOOLKIT_MARK = /^\s*\u274C\s*/;

/**
 * The error for a failed request to AWS, in one line, with AWS's answer as the cause. Our own errors
 * are returned unchanged.
 *
 * @param error whatever was thrown
 * @param purpose what was being done, completing "to ...": `read the versions of the function`
 * @param denied what to do where a permission is missing
 * @throws the original error, if it is a defect of ours and not an answer
 */
export function awsFailure(
  error: unknown,
  purpose: string,
  denied = 'Give your role that permission; docs/deployment.md lists all that it needs.',
): LambdaForestError {
  if (error instanceof LambdaForestError) return error;
  if (isDefect(error)) throw error;
  const isForbidden = saysNothing(error, FORBIDDEN);
  const names = isForbidden ? ['AccessDenied'] : namesOf(error);
  const said = isForbidden ? 'Access Denied.' : oneLine(error);
  if (names.some((name) => CREDENTIALS.has(name))) return new AWSCredentialsError(error);
  if (names.some((name) => NETWORK.has(name))) {
    return new DeploymentError(
      `Found no answer from AWS (${said.replace(/\.$/, '')}), expected one to ${purpose}.`,
      "Check the network, the proxy and the stage's region.",
      error,
    );
  }
  if (names.some((name) => UNTRUSTED.test(name))) {
    return new DeploymentError(
      `Found a certificate that Node does not trust (${said.replace(/\.$/, '')}), expected AWS's own to ${purpose}.`,
      "Name the certificate of a proxy that reads TLS in NODE_EXTRA_CA_CERTS; else check this machine's clock.",
      error,
    );
  }
  const remedy = remedyOf(names, denied);
  return new DeploymentError(`AWS refused to ${purpose}: ${said}`, remedy, error);
}

function saysNothing(error: unknown, status: number): boolean {
  if (!(error instanceof Error) || error.message !== NOTHING_SAID) return false;
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode === status;
}

function remedyOf(names: readonly string[], denied: string): string {
  const is = (group: ReadonlySet<string>) => names.some((name) => group.has(name));
  if (is(DENIED)) return denied;
  if (is(THROTTLED)) return 'Wait a minute and try again.';
  if (is(CONFLICT)) return 'Somebody else is changing it: wait until that is done and try again.';
  if (is(MISSING)) return 'Deploy the stage with "npx lambda-forest deploy" first.';
  if (is(INTERNAL)) return "The fault is on AWS's side: wait a minute and try again.";
  return 'Correct what AWS names and try again.';
}

/** A mistake in the program, which must not look like a refusal. The error for an invalid address has a code. */
function isDefect(error: unknown): boolean {
  if (error instanceof ReferenceError) return true;
  return error instanceof TypeError && !('code' in error) && error.cause === undefined;
}

/** The names and codes of the error and of its causes. */
function namesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [error.name, ...code, ...inner.flatMap((cause) => namesOf(cause, depth + 1))];
}

/** AWS's message on one line, safe for a terminal, with a full stop at its end. */
function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const line = printable(message.replace(TOOLKIT_MARK, '').trim().replace(/\s+/g, ' ')).slice(
    0,
    MAX_MESSAGE_LENGTH,
  );
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
