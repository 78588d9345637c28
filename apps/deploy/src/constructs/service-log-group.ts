import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

import type { StageConfig } from '../config/index.ts';

/**
 * Where logs go. CloudFormation names it, so that a stack whose logs were kept can be made again. Encrypted
 * with CloudWatch's own key; kept for `logRetentionDays`; on removal of the stack, `removal` decides.
 */
export class ServiceLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, stage: StageConfig) {
    super(scope, id, {
      retention: stage.logRetentionDays as RetentionDays,
      removalPolicy: stage.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
