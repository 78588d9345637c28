import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

import type { StageConfig } from '../config/index.ts';

/** What CloudWatch Logs does with a key. */
const LOG_KEY_ACTIONS = ['Encrypt*', 'Decrypt*', 'ReEncrypt*', 'GenerateDataKey*', 'Describe*'].map(
  (action) => `kms:${action}`,
);

interface ServiceLogGroupProps {
  readonly stage: Pick<StageConfig, 'removal' | 'logRetentionDays'>;
  /** Default: CloudFormation's, so that a stack whose logs were kept can be made again. */
  readonly name?: string;
  /** Default: CloudWatch's own. */
  readonly encryptionKey?: IKey | undefined;
}

/** Where logs go, encrypted and kept for `logRetentionDays`; on removal of the stack, `removal` decides. */
export class ServiceLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, props: ServiceLogGroupProps) {
    const { stage, name, encryptionKey } = props;
    super(scope, id, {
      removalPolicy: stage.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      logGroupName: name,
      encryptionKey,
    });
    const { region, urlSuffix } = Stack.of(this);
    encryptionKey?.grant(new ServicePrincipal(`logs.${region}.${urlSuffix}`), ...LOG_KEY_ACTIONS);
    // The construct takes an enumeration; the resource below it takes days, as the configuration has them.
    if (this.node.defaultChild instanceof CfnLogGroup) {
      this.node.defaultChild.retentionInDays = stage.logRetentionDays;
    }
  }
}
