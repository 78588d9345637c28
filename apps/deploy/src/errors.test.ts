import { LambdaForestError } from '@lambda-forest/text';
import { expect, test } from 'vitest';

import { AWSCredentialsError, DeploymentError } from './errors.ts';

test('missing credentials explain how to configure them, and keep the answer of AWS', () => {
  const cause = new Error('no');
  const error = new AWSCredentialsError(cause);
  expect(error).toBeInstanceOf(LambdaForestError);
  expect(error.code).toBe('AWS_CREDENTIALS');
  expect(error.message).toContain('aws configure sso');
  expect(error.cause).toBe(cause);
});

test('a failed deployment reports what was found and how to fix it', () => {
  const error = new DeploymentError('Found the stack in ROLLBACK_COMPLETE.', 'Deploy again.');
  expect(error).toBeInstanceOf(LambdaForestError);
  expect(error.code).toBe('DEPLOYMENT_FAILED');
  expect(error.message).toBe('Found the stack in ROLLBACK_COMPLETE. Deploy again.');
});
