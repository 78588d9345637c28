import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';

import type { Location } from '@lambda-forest/s3/location';

import { readableArn, suppress } from '../constructs/suppress.ts';

/** What a function may do with S3: an action, and the objects that it may do it to, as `bucket/key*`. */
export interface Grant {
  readonly actions: readonly string[];
  readonly objects: readonly string[];
}

/** What a function may do with KMS keys, by S3 alone and for objects in a place. */
export interface KeyGrant {
  readonly actions: readonly string[];
  /** At least one, all of the bucket's region. */
  readonly keyArns: readonly string[];
  readonly place: Location;
}

/** Objects in a place. */
export function within({ bucket, prefix }: Location, pattern: string): string {
  return `${bucket}/${prefix}${pattern}`;
}

/** Objects of a name in a place and its folders. A pattern that began with a star would match names that end so, too. */
export function atAnyDepth(place: Location, name: string): readonly string[] {
  return ['', '*/'].map((folders) => within(place, folders + name));
}

interface BatchRoleProps {
  readonly description: string;
  readonly logGroup: ILogGroup;
  readonly grants: readonly Grant[];
  /** Prefixes that may be listed. */
  readonly lists: readonly Location[];
  readonly keys: readonly KeyGrant[];
}

/** The role of a function that scores files: its logs, its traces, and what it is granted of S3. Closed: nothing adds to it. */
export function batchRole(scope: Construct, id: string, props: BatchRoleProps): IRole {
  const { description, logGroup, grants, lists, keys } = props;
  const { partition } = Stack.of(scope);
  const arn = (path: string) => `arn:${partition}:s3:::${path}`;
  const role = new Role(scope, id, {
    description,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      Telemetry: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [logGroup.logGroupArn],
          }),
          new PolicyStatement({
            actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
            resources: ['*'],
          }),
        ],
      }),
      Files: new PolicyDocument({
        statements: [
          ...grants.map(
            ({ actions, objects }) =>
              new PolicyStatement({ actions: [...actions], resources: objects.map(arn) }),
          ),
          ...lists.map(
            ({ bucket, prefix }) =>
              new PolicyStatement({
                actions: ['s3:ListBucket'],
                resources: [arn(bucket)],
                conditions: { StringLike: { 's3:prefix': `${prefix}*` } },
              }),
          ),
          ...keys.map(({ actions, keyArns, place }) => {
            // S3 names what it encrypts: the object, or the bucket if that has a key of its own for a while.
            const [bucket, objects] = [place.bucket, within(place, '*')].map(arn);
            return new PolicyStatement({
              actions: [...actions],
              resources: [...keyArns],
              conditions: {
                StringEquals: { 'kms:ViaService': [s3Of(keyArns[0]!)] },
                StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket, objects] },
              },
            });
          }),
        ],
      }),
    },
  });
  const tracing = 'X-Ray knows no resources: the actions can be allowed on "*" only.';
  const below = 'Objects below a prefix can be named by a pattern only.';
  const patterns = grants
    .flatMap(({ objects }) => objects)
    .filter((path) => path.includes('*'))
    .map((path) => readableArn(role, arn(path)));
  suppress(
    role,
    { rule: 'AwsSolutions-IAM5[Resource::*]', reason: tracing },
    { rule: 'Serverless-LambdaStarPermissions', reason: tracing },
    ...[...new Set(patterns)].map((resource) => ({
      rule: `AwsSolutions-IAM5[Resource::${resource}]`,
      reason: below,
    })),
  );
  return role.withoutPolicyUpdates();
}

/** S3 in the region of a key, as KMS knows it. */
function s3Of(keyArn: string): string {
  const region = keyArn.split(':')[3]!;
  return `s3.${region}.${RegionInfo.get(region).domainSuffix ?? 'amazonaws.com'}`;
}
