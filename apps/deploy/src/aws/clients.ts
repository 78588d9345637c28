import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentityProvider } from '@smithy/types';

/** The AWS services that the commands use, all in one region. */
export interface AwsClients {
  readonly region: string;
  /** The credentials of the caller, for requests that we sign ourselves. */
  readonly credentials: AwsCredentialIdentityProvider;
  readonly sts: STSClient;
  readonly ssm: SSMClient;
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
}

/** Milliseconds to wait for the metadata service of a machine, which may not exist. */
const METADATA_TIMEOUT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** The request for the identity comes first; it is answered within seconds or not at all. */
const IDENTITY_CONNECT_TIMEOUT_MS = 2_000;
const IDENTITY_REQUEST_TIMEOUT_MS = 3_000;

/** What every client of a region is made with. */
export function clientOptions(
  region: string,
): Pick<AwsClients, 'region' | 'credentials'> & { readonly requestHandler: object } {
  const credentials = fromNodeProviderChain({
    timeout: METADATA_TIMEOUT_MS,
    maxRetries: 0,
    clientConfig: { region },
  });
  const requestHandler = {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
  };
  return { region, credentials, requestHandler };
}

/**
 * Clients that take credentials from the same places as the AWS CLI: the environment, AWS_PROFILE, single sign-on, web
 * identity, a container or a machine. Nothing is sent before the first request. AWS_ENDPOINT_URL points them to
 * an emulator.
 *
 * @param region such as `eu-west-1`; the stage's, which overrides the environment
 */
export function connect(region: string): AwsClients {
  const options = clientOptions(region);
  return {
    region,
    credentials: options.credentials,
    sts: new STSClient({
      ...options,
      maxAttempts: 1,
      requestHandler: {
        connectionTimeout: IDENTITY_CONNECT_TIMEOUT_MS,
        requestTimeout: IDENTITY_REQUEST_TIMEOUT_MS,
        throwOnRequestTimeout: true,
      },
    }),
    ssm: new SSMClient(options),
    cloudFormation: new CloudFormationClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
  };
}
