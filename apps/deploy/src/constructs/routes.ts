/** A route of the API, as API Gateway writes it. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST';
  /** Parameters stand in braces. */
  readonly path: string;
  /** Whether it says only that the service lives, so that it may be left open. Default: no. */
  readonly isHealth?: true;
}

/** All that the service answers: docs/api.md. */
export const ROUTES: readonly ApiRoute[] = [
  { method: 'POST', path: '/predict' },
  { method: 'POST', path: '/predict/batch' },
  { method: 'GET', path: '/health', isHealth: true },
  { method: 'GET', path: '/ready', isHealth: true },
  { method: 'GET', path: '/model' },
  { method: 'GET', path: '/openapi.json' },
  { method: 'GET', path: '/v2' },
  { method: 'GET', path: '/v2/health/live' },
  { method: 'GET', path: '/v2/health/ready' },
  { method: 'GET', path: '/v2/models/{name}' },
  { method: 'GET', path: '/v2/models/{name}/ready' },
  { method: 'POST', path: '/v2/models/{name}/infer' },
  { method: 'GET', path: '/v2/models/{name}/versions/{version}' },
  { method: 'GET', path: '/v2/models/{name}/versions/{version}/ready' },
  { method: 'POST', path: '/v2/models/{name}/versions/{version}/infer' },
];
