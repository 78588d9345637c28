import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

import type { StageConfig } from '../config/index.ts';

/**
 * Where logs go. CloudFormation names it, so that a stack whose logs were kept can be made again. Encrypted
 * with CloudWatch's own key; kept for `logRetentionDays`; on removal of the stack, `removal` decides.
 */
export class ServiceLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, stage: StageConfig) {
    super(scope, id, {
      removalPolicy: stage.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // The construct takes an enumeration; the resource below it takes days, as the configuration has them.
    if (this.node.defaultChild instanceof CfnLogGroup) {
      this.node.defaultChild.retentionInDays = stage.logRetentionDays;
    }
  }
}
