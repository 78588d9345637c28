import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** What a stack of one's own may already have. Default of each: none, or one that is made. */
export interface ExistingResources {
  /** The function runs in it. It needs no way out: it calls nobody. */
  readonly vpc?: IVpc;
  readonly vpcSubnets?: SubnetSelection;
  readonly securityGroups?: ISecurityGroup[];
  /**
   * Encrypts the function's environment, and the log groups and the topic that are made. If it is imported, its own
   * policy must let CloudWatch Logs and CloudWatch's alarms use it.
   */
  readonly encryptionKey?: IKey;
  /** Of the function, with its own retention. */
  readonly logGroup?: ILogGroup;
  /** Of the API's access log, with its own retention. */
  readonly accessLogGroup?: ILogGroup;
  /** What the alarms notify; it must let CloudWatch publish. */
  readonly alarmTopic?: ITopic;
  /** Of each role that is made. */
  readonly permissionsBoundary?: IManagedPolicy;
}
