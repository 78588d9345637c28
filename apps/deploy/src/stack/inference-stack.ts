import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';

import { defined } from '@lambda-forest/text';

import { consoleUrl } from '../config/index.ts';
import type { StageConfig } from '../config/index.ts';
import { PredictionService } from '../constructs/prediction-service.ts';
import type { FunctionPackage } from '../package/read-package.ts';
import { OUTPUTS } from './outputs.ts';

export interface InferenceStackProps {
  /** The stack's, the function's and the service's name: `stackName(...)`. */
  readonly name: string;
  readonly stage: StageConfig;
  readonly package: FunctionPackage;
  readonly code: Code;
}

/** One model in one stage: the service, and the outputs by which the commands find it. */
export class InferenceStack extends Stack {
  constructor(app: App, props: InferenceStackProps) {
    const { name, stage } = props;
    const { manifest } = props.package;
    const { account, region, tags } = stage;
    super(app, name, {
      stackName: name,
      description: `lambda-forest: predictions of the model ${manifest.name}`,
      env: { region, ...defined({ account }) },
      tags,
    });
    const { batch: _, ...options } = stage; // that is a stack of its own
    // The name "Default" is no part of the IDs of resources: they are those of the stack itself.
    const { service, http, url, rollout, dashboard, alarmTopic } = new PredictionService(
      this,
      'Default',
      { ...props, options },
    );
    const outputs = {
      [OUTPUTS.apiUrl]: url,
      [OUTPUTS.auth]: stage.auth.type,
      [OUTPUTS.functionName]: service.function.functionName,
      [OUTPUTS.functionArn]: service.function.functionArn,
      [OUTPUTS.version]: service.function.currentVersion.version,
      [OUTPUTS.aliasName]: service.alias.aliasName,
      [OUTPUTS.aliasArn]: service.alias.functionArn,
      [OUTPUTS.modelName]: manifest.name,
      [OUTPUTS.modelVersion]: manifest.version,
      [OUTPUTS.modelSha256]: manifest.model.sha256,
      [OUTPUTS.logGroupName]: service.logGroup.logGroupName,
      [OUTPUTS.accessLogGroupName]: http.accessLogs?.logGroupName,
      [OUTPUTS.alarmTopicArn]: alarmTopic?.topicArn,
      [OUTPUTS.dashboardUrl]:
        dashboard &&
        `${consoleUrl(region)}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.dashboardName}`,
      [OUTPUTS.deploymentApplication]: rollout?.application.applicationName,
      [OUTPUTS.deploymentGroup]: rollout?.group.deploymentGroupName,
    };
    for (const [id, value] of Object.entries(outputs)) {
      if (value !== undefined) new CfnOutput(this, id, { value });
    }
  }
}
