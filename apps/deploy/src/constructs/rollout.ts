import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
  TimeBasedCanaryTrafficRouting,
} from 'aws-cdk-lib/aws-codedeploy';
import type { ILambdaDeploymentConfig } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Alias, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

import type { StageConfig } from '../config/index.ts';
import { readable, suppress } from './suppress.ts';

export interface RolloutProps {
  readonly name: string;
  readonly stage: StageConfig;
  readonly alias: Alias;
  /** The alarms that roll the alias back while traffic moves. */
  readonly alarms: readonly IAlarm[];
}

/**
 * How the alias moves to a new version: CodeDeploy does it whenever CloudFormation changes the alias. A share
 * of the requests first (`canary`, 10 per cent for 5 minutes), or all of them (`all-at-once`). If an alarm
 * rings meanwhile, or the deployment fails or is stopped, the alias goes back and CloudFormation undoes the rest.
 */
export class Rollout extends Construct {
  readonly application: LambdaApplication;
  readonly group: LambdaDeploymentGroup;

  constructor(scope: Construct, id: string, { name, stage, alias, alarms }: RolloutProps) {
    super(scope, id);
    this.application = new LambdaApplication(this, 'Application', { applicationName: name });
    this.group = new LambdaDeploymentGroup(this, 'Group', {
      application: this.application,
      alias,
      alarms: [...alarms],
      role: this.role(alias),
      deploymentConfig: this.deploymentConfig(stage),
      autoRollback: {
        failedDeployment: true,
        stoppedDeployment: true,
        deploymentInAlarm: alarms.length > 0,
      },
    });
  }

  private deploymentConfig({ rollout }: StageConfig): ILambdaDeploymentConfig {
    if (rollout.type === 'all-at-once') return LambdaDeploymentConfig.ALL_AT_ONCE;
    if (rollout.percent === 10 && rollout.minutes === 5) {
      return LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES;
    }
    return new LambdaDeploymentConfig(this, 'Config', {
      trafficRouting: new TimeBasedCanaryTrafficRouting({
        interval: Duration.minutes(rollout.minutes),
        percentage: rollout.percent,
      }),
    });
  }

  /** Closed, so that CDK does not attach AWS's managed policy, which allows all functions and some buckets. */
  private role({ lambda }: Alias): IRole {
    const stack = Stack.of(this);
    const alarms = stack.formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const role = new Role(this, 'Role', {
      description: 'What CodeDeploy may do: move the alias of one function, and look at alarms',
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      inlinePolicies: {
        MoveAlias: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: [
                'lambda:GetAlias',
                'lambda:GetProvisionedConcurrencyConfig',
                'lambda:UpdateAlias',
              ],
              resources: [lambda.functionArn, `${lambda.functionArn}:*`],
            }),
            new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [alarms] }),
          ],
        }),
      },
    });
    const functionId = stack.getLogicalId(lambda.node.defaultChild as CfnFunction);
    suppress(
      role,
      {
        rule: `AwsSolutions-IAM5[Resource::<${functionId}.Arn>:*]`,
        reason:
          'The alias and the versions of this one function: their numbers are not known beforehand.',
      },
      {
        rule: `AwsSolutions-IAM5[Resource::${readable(alarms)}]`,
        reason:
          'Only reads, and AWS does not say that CodeDeploy asks for alarms one by one; a refusal would stop every deployment.',
      },
    );
    return role.withoutPolicyUpdates();
  }
}
