import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { exitCodeOf } from '@lambda-forest/cli';
import { describe, expect, test } from 'vitest';

import { awsFailure } from '../src/aws/aws-failure.ts';
import { whoAmI } from '../src/aws/identity.ts';
import { AWSCredentialsError, DeploymentError, PackageError } from '../src/errors.ts';
import { awsError } from './fake-aws.ts';

describe('an answer of AWS becomes an error of ours, with the answer as its cause', () => {
  test.each([
    ['CredentialsProviderError', 'aws configure sso'],
    ['ExpiredToken', 'aws sso login'],
    ['ExpiredTokenException', 'aws sso login'],
    ['InvalidClientTokenId', 'A region that the account has not enabled'],
    ['SignatureDoesNotMatch', 'aws configure sso'],
    ['UnrecognizedClientException', 'A region that the account has not enabled'],
    ['TokenProviderError', 'aws configure sso'],
  ])('%s: the credentials', (name, remedy) => {
    const cause = awsError(name, 'no');
    const error = awsFailure(cause, 'read the stack');
    expect(error).toBeInstanceOf(AWSCredentialsError);
    expect(error.cause).toBe(cause);
    expect(error.message).toContain(`(${name}`);
    expect(error.remedy).toContain(remedy);
    expect(exitCodeOf(error)).toBe(3);
  });

  test('what the SDK says about a profile is shown, and what AWS says about a key is not', () => {
    const sdk = awsError('CredentialsProviderError', 'The SSO session has expired.');
    expect(awsFailure(sdk, 'read').message).toBe(
      'Found no valid AWS credentials (CredentialsProviderError: The SSO session has expired), expected credentials that AWS accepts. Renew them, with "aws sso login" or new keys.',
    );
    const none = awsError(
      'CredentialsProviderError',
      'Could not load credentials from any providers',
    );
    expect(awsFailure(none, 'read').message).toBe(
      'Found no AWS credentials on this machine, expected some that AWS accepts. Configure them with "aws configure sso", or set AWS_PROFILE.',
    );
    const aws = awsError('InvalidAccessKeyId', 'The key AKIA does not exist.');
    expect(awsFailure(aws, 'read').message).toContain('credentials (InvalidAccessKeyId), expected');
  });

  test.each([
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('%s: a proxy, of which AWS said nothing', (code) => {
    const cause = new Error('fetch failed', {
      cause: Object.assign(new Error('self-signed certificate'), { code }),
    });
    const error = awsFailure(cause, 'read the stack');
    expect(error.message).toMatch(
      /^Found a certificate that Node does not trust \(fetch failed\), /,
    );
    expect(error.remedy).toContain('NODE_EXTRA_CA_CERTS');
  });

  test.each([
    ['AccessDeniedException', /docs\/deployment\.md/],
    ['ThrottlingException', /Wait a minute/],
    ['SlowDown', /Wait a minute/],
    ['ResourceConflictException', /Somebody else/],
    ['ResourceNotFoundException', /lambda-forest deploy/],
    ['InternalFailure', /AWS's side/],
    ['ValidationError', /Correct what AWS names/],
  ])('%s: a deployment that failed, with a remedy', (name, remedy) => {
    const cause = awsError(name, 'User x may\nnot do that');
    const error = awsFailure(cause, 'read the stack');
    expect(error).toBeInstanceOf(DeploymentError);
    expect(error.message).toMatch(/^AWS refused to read the stack: User x may not do that\. /);
    expect(error.remedy).toMatch(remedy);
    expect(error.cause).toBe(cause);
    expect(exitCodeOf(error)).toBe(4);
  });

  test('an answer without words, as those of S3 to HEAD are, is named by its status', () => {
    const cause = Object.assign(new Error('UnknownError'), { $metadata: { httpStatusCode: 403 } });
    const remedy = 'Give your role that permission.';
    expect(awsFailure(cause, 'read x', remedy).message).toBe(
      `AWS refused to read x: Access Denied. ${remedy}`,
    );
  });

  test('no network, wherever in the causes it is', () => {
    const cause = new Error('request failed', {
      cause: new AggregateError([Object.assign(new Error('no'), { code: 'ECONNREFUSED' })]),
    });
    expect(awsFailure(cause, 'read the stack').message).toMatch(
      /^Found no answer from AWS \(request failed\), expected/,
    );
  });

  test('an expired token behind another error is still about credentials', () => {
    const cause = new Error('cannot list', { cause: awsError('ExpiredToken', 'expired') });
    expect(awsFailure(cause, 'list')).toBeInstanceOf(AWSCredentialsError);
  });

  test('an error of our own stays unchanged', () => {
    const error = new PackageError('Found nothing.');
    expect(awsFailure(error, 'read')).toBe(error);
  });

  test('a defect is thrown unchanged, and an invalid address is not a defect', () => {
    const defect = new TypeError('undefined is not a function');
    expect(() => awsFailure(defect, 'read')).toThrow(defect);
    const badAddress = Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
    expect(awsFailure(badAddress, 'read')).toBeInstanceOf(DeploymentError);
  });

  test('the message is one line of bounded length that moves no cursor', () => {
    const { message } = awsFailure(new Error(`\u001B[2J${'x\n'.repeat(5_000)}`), 'read');
    expect(message.length).toBeLessThan(700);
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(awsFailure('a text', 'read').message).toContain('a text.');
  });
});

describe('who we are', () => {
  const sts = () => {
    const client = new STSClient({ region: 'eu-west-1' });
    return { client, mock: mockClient(client).on(GetCallerIdentityCommand) };
  };

  test('is the account and the name', async () => {
    const { client, mock } = sts();
    mock.resolves({ Account: '1', Arn: 'arn' });
    expect(await whoAmI(client)).toEqual({ account: '1', arn: 'arn' });
  });

  test('is about credentials when AWS refuses, or says nothing', async () => {
    const { client, mock } = sts();
    mock.rejects(awsError('InvalidClientTokenId', 'no'));
    await expect(whoAmI(client)).rejects.toThrow(AWSCredentialsError);
    mock.resolves({});
    await expect(whoAmI(client)).rejects.toThrow(AWSCredentialsError);
  });

  test('is not waited for longer than the timeout', async () => {
    const { client, mock } = sts();
    mock.callsFake(() => new Promise(() => undefined));
    const start = performance.now();
    await expect(whoAmI(client, 50)).rejects.toThrow(/Nothing within 0.05 s/);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
