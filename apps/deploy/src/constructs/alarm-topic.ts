import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

import { suppress } from './suppress.ts';

/** What alarms notify: only alarms of this account may publish to it, and only over TLS. */
export function alarmTopic(scope: Construct, id: string, masterKey?: IKey): Topic {
  const topic = new Topic(scope, id, { enforceSSL: true, masterKey });
  const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
  masterKey?.grant(cloudWatch, 'kms:Decrypt', 'kms:GenerateDataKey*');
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowAlarmsOfThisAccount',
      principals: [cloudWatch],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return topic;
}

export function subscribe(topic: ITopic, emails: readonly string[]): void {
  for (const email of emails) {
    suppress(topic.addSubscription(new EmailSubscription(email)), {
      rule: 'Serverless-SNSRedrivePolicy',
      reason:
        'SNS has its own retries for e-mail, and an alarm whose mail is lost still shows in the console.',
    });
  }
}
