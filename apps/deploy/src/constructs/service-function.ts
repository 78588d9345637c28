import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  Handler,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { METRICS_NAMESPACE } from '@lambda-forest/api';
import type { Environment } from '@lambda-forest/api';
import type { PackageManifest } from '@lambda-forest/api/manifest';

import type { StageConfig } from '../config/index.ts';
import { ALIAS } from '../stack/names.ts';
import type { ExistingResources } from './existing-resources.ts';
import { ServiceLogGroup } from './service-log-group.ts';
import { suppress } from './suppress.ts';

export interface ServiceFunctionProps extends ExistingResources {
  /** The function's name, and `service` in its logs and metrics. */
  readonly name: string;
  readonly stage: StageConfig;
  readonly manifest: PackageManifest;
  /** The packaged zip, or the image that was built from it. */
  readonly code: Code;
}

/**
 * The service: a function on arm64, its log group, its role, and the alias `live`, which is all that others may
 * call.
 *
 * - Every deployment that changes code, configuration **or model** makes a version: the model's SHA-256 is in the
 *   environment, where the service also checks it. Old versions are kept for rollbacks.
 * - The role may write to the function's own log group, send traces if there are any, use the key and the network
 *   that were given, and nothing else.
 * - Logs are JSON. Lambda keeps what is INFO or above even if `logLevel` is higher, because metrics are lines of
 *   level INFO; the service's own logger follows `logLevel`.
 * - Tracing, reserved and warm instances are as the stage says.
 */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly alias: Alias;
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { name, stage, manifest, code, encryptionKey } = props;
    this.logGroup = props.logGroup ?? new ServiceLogGroup(this, 'Logs', { stage, encryptionKey });
    const isImage = stage.packaging === 'image';
    this.function = new LambdaFunction(this, 'Function', {
      functionName: name,
      description: `Predictions of the model ${manifest.name}`,
      code,
      handler: isImage ? Handler.FROM_IMAGE : manifest.handler,
      runtime: isImage ? Runtime.FROM_IMAGE : Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: stage.memoryMb,
      timeout: Duration.seconds(stage.timeoutSeconds),
      role: this.role(props),
      environment: { ...environment(props) },
      environmentEncryption: encryptionKey,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2:
        stage.logLevel === 'DEBUG' ? ApplicationLogLevel.DEBUG : ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.INFO,
      tracing: stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(stage.reservedConcurrency !== null && {
        reservedConcurrentExecutions: stage.reservedConcurrency,
      }),
      currentVersionOptions: {
        description: `${manifest.name} ${manifest.version} ${manifest.model.sha256}`,
        // Old versions are kept for rollbacks; one whose own deployment failed is removed, so that it is never rolled back to.
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      },
    });
    suppress(this.function, {
      rule: 'Serverless-LambdaDLQ',
      reason:
        'Nothing invokes the service asynchronously: API Gateway waits for its answer and passes the error on.',
    });
    if (!stage.tracing) {
      const reason = 'tracing is false in the configuration, to save what X-Ray asks for a trace.';
      suppress(this.function, { rule: 'Serverless-LambdaTracing', reason });
    }
    const warm = stage.provisionedConcurrency;
    this.alias = new Alias(this, 'Live', {
      aliasName: ALIAS,
      version: this.function.currentVersion,
      ...(warm !== undefined && { provisionedConcurrentExecutions: warm.min }),
    });
    if (warm !== undefined && warm.max > warm.min && !stage.emulator) {
      this.alias
        .addAutoScaling({ minCapacity: warm.min, maxCapacity: warm.max })
        .scaleOnUtilization({ utilizationTarget: warm.targetUtilization });
    }
  }

  /** The same, but closed: nothing in the stack can add to it. */
  private role({ stage, vpc, encryptionKey }: ServiceFunctionProps): IRole {
    const ofAll = [...(stage.tracing ? TRACE_ACTIONS : []), ...(vpc ? NETWORK_ACTIONS : [])];
    const allow = (actions: string[], resource: string) =>
      new PolicyStatement({ actions, resources: [resource] });
    const role = new Role(this, 'Role', {
      description: 'What the service may do: write its logs and its traces',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Telemetry: new PolicyDocument({
          statements: [
            allow(['logs:CreateLogStream', 'logs:PutLogEvents'], this.logGroup.logGroupArn),
            ...(ofAll.length > 0 ? [allow(ofAll, '*')] : []),
            ...(encryptionKey ? [allow(['kms:Decrypt'], encryptionKey.keyArn)] : []),
          ],
        }),
      },
    });
    if (ofAll.length > 0) {
      const reason =
        'X-Ray knows no resources, and Lambda\'s network interfaces are not known beforehand: the actions can be allowed on "*" only.';
      suppress(
        role,
        { rule: 'AwsSolutions-IAM5[Resource::*]', reason },
        { rule: 'Serverless-LambdaStarPermissions', reason },
      );
    }
    return role.withoutPolicyUpdates();
  }
}

const TRACE_ACTIONS = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];

/** What Lambda itself does by the function's role in a VPC. */
const NETWORK_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** What the service reads at its start. */
function environment({ name, stage, manifest }: ServiceFunctionProps): Environment {
  const { maxBodyBytes, maxBatchBodyBytes, maxBatchRows } = stage.limits;
  return {
    MODEL_SHA256: manifest.model.sha256,
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
    LOG_LEVEL: stage.logLevel,
    LOG_FEATURES: String(stage.logFeatures),
    ...(!stage.metrics && { POWERTOOLS_METRICS_DISABLED: 'true' }),
    ...(maxBodyBytes !== undefined && { MAX_BODY_BYTES: String(maxBodyBytes) }),
    ...(maxBatchBodyBytes !== undefined && { MAX_BATCH_BODY_BYTES: String(maxBatchBodyBytes) }),
    ...(maxBatchRows !== undefined && { MAX_BATCH_ROWS: String(maxBatchRows) }),
  };
}
