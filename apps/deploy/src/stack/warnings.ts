import { gatewayRoutes, ROUTES } from '@lambda-forest/api';
import type { RouteRow } from '@lambda-forest/api';

import type { StageConfig } from '../config/index.ts';

/** The warnings that every deployment prints: what is open, off or untested in a stage, one sentence each. */
export function warnings(stage: StageConfig): string[] {
  const said: string[] = [];
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
