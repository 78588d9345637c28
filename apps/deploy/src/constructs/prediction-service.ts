import { Stack, Token } from 'aws-cdk-lib';
import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

import { defined } from '@lambda-forest/text';

import { parseStage } from '../config/index.ts';
import type { StageConfig, StageInput } from '../config/index.ts';
import { DeployConfigError } from '../errors.ts';
import type { FunctionPackage } from '../package/read-package.ts';
import { ServiceAlarms } from './alarms.ts';
import { CustomDomain } from './custom-domain.ts';
import type { ExistingResources } from './existing-resources.ts';
import { PredictionApi } from './prediction-api.ts';
import { Rollout } from './rollout.ts';
import { ServiceDashboard } from './service-dashboard.ts';
import { ServiceFunction } from './service-function.ts';
import { differs, unsuitedResources } from './unsuited-resources.ts';
import type { StackPlace } from './unsuited-resources.ts';

/** Those of a stage in `deploy.config.ts`, without what belongs to the stack that the construct is in. */
export type ServiceOptions = Omit<
  StageInput,
  'region' | 'account' | 'tags' | 'packaging' | 'emulator' | 'batch'
>;

export interface PredictionServiceProps extends ExistingResources {
  /** Of function, API, alarms, dashboard and CodeDeploy's application: one of each name in an account and region. */
  readonly name: string;
  /** `await readPackage(folder)`, of the folder that `lambda-forest package` wrote. */
  readonly package: FunctionPackage;
  /** Default: those of a stage that says nothing. */
  readonly options?: ServiceOptions;
  /** Default: the package's zip, as an asset. */
  readonly code?: Code;
}

/**
 * One model behind an HTTP API, with its alias, alarms, dashboard and rollout, for any stack:
 *
 * ```ts
 * new PredictionService(stack, 'Iris', {
 *   name: 'iris',
 *   package: await readPackage('dist/apps/inference-package/iris'),
 *   options: { memoryMb: 1024, auth: { type: 'none' } },
 *   vpc,
 * });
 * ```
 *
 * @throws {DeployConfigError} for options, and resources of the app, that cannot be deployed
 */
export class PredictionService extends Construct {
  /** Its alias is what to call, its log group where it writes. */
  readonly service: ServiceFunction;
  readonly http: PredictionApi;
  /** Without a slash at the end. */
  readonly url: string;
  /** Undefined where nothing notifies. */
  readonly alarmTopic: ITopic | undefined;
  readonly alarms: readonly Alarm[];
  readonly dashboard: Dashboard | undefined;
  /** Undefined on an emulator only. */
  readonly rollout: Rollout | undefined;

  constructor(scope: Construct, id: string, props: PredictionServiceProps) {
    super(scope, id);
    const { name, options, code, permissionsBoundary } = props;
    const { manifest, zipPath } = props.package;
    const stage = stageOf(this, props, options);
    this.service = new ServiceFunction(this, 'Service', {
      ...props,
      stage,
      manifest,
      code: code ?? Code.fromAsset(zipPath),
    });
    const { alias } = this.service;
    const domain = stage.emulator ? undefined : stage.domain;
    this.http = new PredictionApi(this, 'Http', {
      ...props,
      stage,
      handler: alias,
      ...(domain !== undefined && {
        domainMapping: { domainName: new CustomDomain(this, 'Domain', domain).domainName },
      }),
    });
    this.url = domain === undefined ? this.http.api.apiEndpoint : `https://${domain.name}`;
    if (permissionsBoundary !== undefined) PermissionsBoundary.of(this).apply(permissionsBoundary);

    const dimensions = { service: name, model: manifest.name };
    const watched = { dimensions, alias, apiStage: this.http.stage };
    const isReal = !stage.emulator;
    const alarms =
      isReal && stage.alarms.enabled
        ? new ServiceAlarms(this, 'Alarms', { ...props, ...watched, stage })
        : undefined;
    this.alarms = alarms?.all ?? [];
    this.alarmTopic = alarms?.topic;
    this.rollout = isReal
      ? new Rollout(this, 'Rollout', { name, stage, alias, alarms: this.alarms })
      : undefined;
    this.dashboard =
      isReal && stage.dashboard
        ? new ServiceDashboard(this, 'Overview', {
            ...watched,
            title: `${manifest.name} ${manifest.version}`,
            alarms: this.alarms,
          }).dashboard
        : undefined;
  }
}

/** The options as those of a stage, for the place that the stack has, if it is known. */
function stageOf(
  scope: Construct,
  props: PredictionServiceProps,
  options: Partial<StageInput> = {},
): StageConfig {
  const { region, account, tags } = Stack.of(scope);
  const of = {
    region: Token.isUnresolved(region) ? undefined : region,
    account: Token.isUnresolved(account) ? undefined : account,
  };
  const place = `the options of ${scope.node.path}`;
  const isZip = props.code === undefined;
  const mistakes = [
    ...stacksOwn(options, { ...of, tags: tags.tagValues(), isZip }),
    ...unsuitedResources(props, of),
  ];
  if (mistakes.length > 0) throw new DeployConfigError(place, mistakes);
  const ofCertificate = options.domain?.certificateArn.split(':')[3];
  return parseStage(
    {
      ...options,
      ...defined(of),
      region: of.region ?? options.region ?? ofCertificate ?? 'us-east-1',
    },
    place,
  );
}

interface Place extends StackPlace {
  readonly tags: Readonly<Record<string, string>>;
  readonly isZip: boolean;
}

/**
 * What is the stack's to decide and stands in the options, as that of a whole stage does, which the compiler takes:
 * without a word it would be lost.
 */
function stacksOwn(options: Partial<StageInput>, place: Place): string[] {
  const { region, account, tags = {}, packaging, batch } = options;
  const lost = Object.entries(tags).find(([tag, value]) => place.tags[tag] !== value);
  return [
    differs(region, place.region) && `found "${region}" at region, expected the stack's`,
    differs(account, place.account) && `found "${account}" at account, expected the stack's`,
    lost && `found "${lost[0]}" at tags, expected none: use Tags.of(stack)`,
    packaging === 'image' && place.isZip && 'found "image" at packaging, expected it with "code"',
    batch && 'found batch, expected none: it is a stack of its own',
  ].filter((mistake) => typeof mistake === 'string');
}
