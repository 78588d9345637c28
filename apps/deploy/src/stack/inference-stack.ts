import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';

import type { PackageManifest } from '@lambda-forest/api/manifest';
import { defined } from '@lambda-forest/text';

import { consoleUrl } from '../config/index.ts';
import type { StageConfig } from '../config/index.ts';
import { ServiceAlarms } from '../constructs/alarms.ts';
import { CustomDomain } from '../constructs/custom-domain.ts';
import { PredictionApi } from '../constructs/prediction-api.ts';
import { Rollout } from '../constructs/rollout.ts';
import { ServiceDashboard } from '../constructs/service-dashboard.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { OUTPUTS } from './outputs.ts';

export interface InferenceStackProps {
  /** The stack's, the function's and the service's name: `stackName(...)`. */
  readonly name: string;
  readonly stage: StageConfig;
  readonly manifest: PackageManifest;
  readonly code: Code;
}

/** One model in one stage: it only puts the constructs together. */
export class InferenceStack extends Stack {
  constructor(app: App, { name, stage, manifest, code }: InferenceStackProps) {
    const { account, region, tags } = stage;
    super(app, name, {
      stackName: name,
      description: `lambda-forest: predictions of the model ${manifest.name}`,
      env: { region, ...defined({ account }) },
      tags,
    });
    const packaging = stage.packaging;
    const service = new ServiceFunction(this, 'Service', {
      name,
      stage,
      manifest,
      code,
      packaging,
    });
    const domain = stage.emulator ? undefined : stage.domain;
    const http = new PredictionApi(this, 'Http', {
      name,
      stage,
      handler: service.alias,
      ...(domain !== undefined && {
        domainMapping: { domainName: new CustomDomain(this, 'Domain', domain).domainName },
      }),
    });
    this.#addOutputs({
      [OUTPUTS.apiUrl]: domain === undefined ? http.api.apiEndpoint : `https://${domain.name}`,
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
      [OUTPUTS.accessLogGroupName]: http.accessLogs.logGroupName,
    });
    if (!stage.emulator) this.#addOperations({ name, stage, manifest }, service, http);
  }

  /** What watches the service and rolls it out; emulators have none of it. */
  #addOperations(
    { name, stage, manifest }: Omit<InferenceStackProps, 'code'>,
    { alias }: ServiceFunction,
    { stage: apiStage }: PredictionApi,
  ): void {
    const dimensions = { service: name, model: manifest.name };
    const alarms = new ServiceAlarms(this, 'Alarms', { stage, dimensions, alias, apiStage });
    const rollout = new Rollout(this, 'Rollout', { name, stage, alias, alarms: alarms.all });
    const { dashboard } = new ServiceDashboard(this, 'Overview', {
      dimensions,
      title: `${manifest.name} ${manifest.version}`,
      alias,
      apiStage,
      alarms: alarms.all,
    });
    const { region } = stage;
    this.#addOutputs({
      [OUTPUTS.alarmTopicArn]: alarms.topic.topicArn,
      [OUTPUTS.dashboardUrl]: `${consoleUrl(region)}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.dashboardName}`,
      [OUTPUTS.deploymentApplication]: rollout.application.applicationName,
      [OUTPUTS.deploymentGroup]: rollout.group.deploymentGroupName,
    });
  }

  #addOutputs(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
