import { gatewayRoutes, ROUTES, VARIABLES } from '@lambda-forest/api';
import type { RouteRow } from '@lambda-forest/api';
import type { PackageManifest } from '@lambda-forest/api/manifest';
import { formatInteger } from '@lambda-forest/text';

import type { StageConfig } from '../config/index.ts';
import { memoryInUseMb, scoringMemoryMb } from '../estimate/index.ts';

/**
 * The warnings that every deployment prints: what is open, off or untested in a stage, one sentence each.
 *
 * @param manifest of the package. Default: of a small model with short requests
 */
export function warnings(
  stage: StageConfig,
  { model, exampleBytes = 0 }: Partial<Pick<PackageManifest, 'model' | 'exampleBytes'>> = {},
): string[] {
  const { alarms, rollout, memoryMb } = stage;
  const said: string[] = [];
  const bytes = model?.bytes ?? 0;
  said.push(
    ...shortOf(memoryInUseMb(bytes), memoryMb, 'memoryMb'),
    ...shortOf(scoringMemoryMb(bytes), stage.batch?.memoryMb, 'batch.memoryMb'),
  );
  const { maxBodyBytes = Infinity } = stage.limits;
  if (exampleBytes > maxBodyBytes) {
    said.push(
      `The service will refuse its own example: it has ${formatInteger(exampleBytes)} bytes, and limits.maxBodyBytes is ${formatInteger(maxBodyBytes)}.`,
    );
  }
  if (stage.auth.type === 'none') {
    said.push('ANYBODY on the internet may call every route: auth is { type: "none" }.');
  } else if (stage.openHealth) {
    said.push(`Anybody on the internet may call ${healthRoutes()}: openHealth is true.`);
  }
  if (stage.cors.allowOrigins.includes('*')) {
    said.push('Pages of every site may call the API from a browser: cors.allowOrigins has "*".');
  }
  if (stage.cors.allowOrigins.some((origin) => origin.startsWith('http://'))) {
    said.push('Pages that came over plain HTTP may call the API: cors.allowOrigins has "http://".');
  }
  if (stage.logFeatures) {
    said.push('The values of single predictions are logged: logFeatures is true.');
  }
  if (!alarms.enabled) {
    said.push('No alarm reports faults or rolls a new version back: alarms.enabled is false.');
  } else if (!stage.metrics) {
    said.push(
      'No alarm watches predictions that are refused, whatever alarms.validationErrorPercent is: metrics is false.',
    );
  }
  if (alarms.enabled && rollout.type === 'canary' && alarms.minutes >= rollout.minutes) {
    said.push(
      `No alarm can go off in time to end a canary: alarms.minutes is ${alarms.minutes}, rollout.minutes ${rollout.minutes}.`,
    );
  }
  if (alarms.enabled) said.push(...unreachableAlarms(stage));
  if (stage.emulator) {
    said.push(
      'For an emulator only, without CodeDeploy, alarms, dashboard, autoscaling and own domain: emulator is true.',
    );
  }
  return said;
}

/** @param memoryMb default: nothing needs any */
function shortOf(neededMb: number, memoryMb = Infinity, name: string): string[] {
  const [needed, given] = [Math.ceil(neededMb), memoryMb].map(formatInteger);
  return neededMb > memoryMb
    ? [`The model will not fit: it needs about ${needed} MB of memory, and ${name} is ${given}.`]
    : [];
}

/** Alarms that no minute can raise: the gateway lets fewer requests through than their thresholds. */
function unreachableAlarms({ alarms, throttle, limits, metrics }: StageConfig): string[] {
  const requests = 60 * throttle.ratePerSecond + throttle.burst;
  const rows = requests * (limits.maxBatchRows ?? VARIABLES.MAX_BATCH_ROWS.usual);
  const thresholds = [
    ['errors', requests],
    ['throttles', requests],
    ['validationErrorMinimumRequests', metrics ? rows : Infinity],
  ] as const;
  return thresholds
    .filter(([name, most]) => alarms[name] > most)
    .map(
      ([name, most]) =>
        `No caller of the API can raise an alarm: alarms.${name} is ${formatInteger(alarms[name])}, and throttle and limits let ${formatInteger(most)} through in a minute.`,
    );
}

/** Such as `GET /health, HEAD /health`: all that the gateway leaves open. */
function healthRoutes(): string {
  const isHealth = ({ isHealth = false }: RouteRow) => isHealth;
  return gatewayRoutes()
    .filter(({ operation }) => isHealth(ROUTES[operation]))
    .map(({ method, path }) => `${method} ${path}`)
    .join(', ');
}
