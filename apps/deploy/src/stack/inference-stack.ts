import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';

import type { StageConfig } from '../config/index.ts';
import { ServiceAlarms } from '../constructs/alarms.ts';
import { CustomDomain } from '../constructs/custom-domain.ts';
import { PredictionApi } from '../constructs/prediction-api.ts';
import { Rollout } from '../constructs/rollout.ts';
import { ServiceDashboard } from '../constructs/service-dashboard.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { PackageManifest } from '../package/manifest.ts';
import { OUTPUTS } from './outputs.ts';

export interface InferenceStackProps {
  /** The stack's, the function's and the service's name: `stackName(...)`. */
  readonly name: string;
  readonly stage: StageConfig;
  readonly manifest: PackageManifest;
  readonly code: Code;
}

/** One model in one stage: composes the constructs, of which each has one capability. */
export class InferenceStack extends Stack {
  constructor(app: App, { name, stage, manifest, code }: InferenceStackProps) {
    const { account, region, tags } = stage;
    super(app, name, {
      stackName: name,
      description: `lambda-forest: predictions of the model ${manifest.name}`,
      env: { region, ...(account !== undefined && { account }) },
      tags,
    });
    const service = new ServiceFunction(this, 'Service', {
      name,
      stage,
      manifest,
      code,
      packaging: stage.packaging,
    });
    const domain =
      stage.domain === undefined || stage.emulator
        ? undefined
        : new CustomDomain(this, 'Domain', stage.domain);
    const {
      api,
      stage: apiStage,
      accessLogs,
    } = new PredictionApi(this, 'Http', {
      name,
      stage,
      handler: service.alias,
      ...(domain !== undefined && { domainMapping: { domainName: domain.domainName } }),
    });
    this.tell({
      [OUTPUTS.apiUrl]:
        stage.domain === undefined || stage.emulator
          ? api.apiEndpoint
          : `https://${stage.domain.name}`,
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
      [OUTPUTS.accessLogGroupName]: accessLogs.logGroupName,
    });
    if (stage.emulator) return;

    const dimensions = { service: name, model: manifest.name };
    const alarms = new ServiceAlarms(this, 'Alarms', {
      stage,
      dimensions,
      alias: service.alias,
      apiStage,
    });
    const rollout = new Rollout(this, 'Rollout', {
      name,
      stage,
      alias: service.alias,
      alarms: alarms.all,
    });
    const { dashboard } = new ServiceDashboard(this, 'Overview', {
      dimensions,
      title: `${manifest.name} ${manifest.version}`,
      alias: service.alias,
      apiStage,
      alarms: alarms.all,
    });
    this.tell({
      [OUTPUTS.alarmTopicArn]: alarms.topic.topicArn,
      [OUTPUTS.dashboardUrl]: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.dashboardName}`,
      [OUTPUTS.deploymentApplication]: rollout.application.applicationName,
      [OUTPUTS.deploymentGroup]: rollout.group.deploymentGroupName,
    });
  }

  private tell(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
