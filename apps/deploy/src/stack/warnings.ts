import { gatewayRoutes, ROUTES } from '@lambda-forest/api';
import type { RouteRow } from '@lambda-forest/api';
import { formatInteger } from '@lambda-forest/text';

import type { StageConfig } from '../config/index.ts';
import { memoryInUseMb } from '../estimate/index.ts';

/**
 * The warnings that every deployment prints: what is open, off or untested in a stage, one sentence each.
 *
 * @param modelBytes of the model file
 */
export function warnings(stage: StageConfig, modelBytes = 0): string[] {
  const { alarms, rollout, memoryMb } = stage;
  const said: string[] = [];
  const inUseMb = memoryInUseMb(modelBytes);
  if (inUseMb > memoryMb) {
    said.push(
      `The model will not fit: it needs about ${formatInteger(Math.ceil(inUseMb))} MB of memory, and memoryMb is ${formatInteger(memoryMb)}.`,
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
  if (stage.emulator) {
    said.push(
      'For an emulator only, without CodeDeploy, alarms, dashboard, autoscaling and own domain: emulator is true.',
    );
  }
  return said;
}

/** Such as `GET /health, HEAD /health`: all that the gateway leaves open. */
function healthRoutes(): string {
  const isHealth = ({ isHealth = false }: RouteRow) => isHealth;
  return gatewayRoutes()
    .filter(({ operation }) => isHealth(ROUTES[operation]))
    .map(({ method, path }) => `${method} ${path}`)
    .join(', ');
}
