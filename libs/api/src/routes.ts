/**
 * All that the service answers, one row an operation. The service's router, the gateway's routes, the local
 * server, the OpenAPI document, the playground and the smoke test are made from it:
 *
 * ```ts
 * ROUTES.predict.path;                   // '/predict'
 * findPath('/v2/models/iris')?.template; // '/v2/models/{name}'
 * gatewayRoutes();                       // [{ operation: 'health', method: 'HEAD', path: '/health' }, ...]
 * ```
 *
 * A new route is a row here and a function of the same name in `apps/inference/src/routes`; descriptions.ts says
 * in the OpenAPI document's words what it takes and answers.
 */
export interface RouteRow {
  readonly method: 'GET' | 'POST';
  /** A parameter is in braces and is one segment of the path; optional parts are in brackets. */
  readonly path: string;
  /** Whether it says only that the service lives, so that it may be left open. Default: no. */
  readonly isHealth?: boolean;
}

export const ROUTES = {
  predict: { method: 'POST', path: '/predict' },
  predictBatch: { method: 'POST', path: '/predict/batch' },
  health: { method: 'GET', path: '/health', isHealth: true },
  ready: { method: 'GET', path: '/ready', isHealth: true },
  model: { method: 'GET', path: '/model' },
  openapi: { method: 'GET', path: '/openapi.json' },
  serverMetadata: { method: 'GET', path: '/v2' },
  serverLive: { method: 'GET', path: '/v2/health/live' },
  serverReady: { method: 'GET', path: '/v2/health/ready' },
  modelMetadata: { method: 'GET', path: '/v2/models/{name}[/versions/{version}]' },
  modelReady: { method: 'GET', path: '/v2/models/{name}[/versions/{version}]/ready' },
  infer: { method: 'POST', path: '/v2/models/{name}[/versions/{version}]/infer' },
} as const satisfies Readonly<Record<string, RouteRow>>;

export type Operation = keyof typeof ROUTES;

/** The rows with what they leave out. */
export const OPERATIONS = Object.entries(ROUTES) as readonly (readonly [Operation, RouteRow])[];

/** The member of the OpenAPI document that lists columns which requests may have, although the model does not. */
export const IGNORED_COLUMNS = 'x-ignored-columns';

/** The member that says what the probabilities of a row add up to; absent where that is not known. */
export const PROBABILITY_SUM = 'x-probability-sum';

/** @param document the OpenAPI document of `openApiDocument` as JSON */
export function ignoredColumns(document: string): readonly string[] {
  const { [IGNORED_COLUMNS]: names = [] } = JSON.parse(document) as {
    readonly [IGNORED_COLUMNS]?: readonly string[];
  };
  return names;
}

/** Below it the Open Inference Protocol holds, which has its own form of errors. */
export const isOpenInference = (path: string): boolean => /^\/v2(\/|$)/.test(path);

/** A row's paths, as OpenAPI and API Gateway write them: without and with what may be left out. */
export function pathsOf({ path }: RouteRow): readonly string[] {
  const [before, optional, after] = path.split(/[[\]]/);
  return optional === undefined ? [path] : [`${before}${after}`, `${before}${optional}${after}`];
}

/** The route of a path. */
export interface Path {
  /** The path with its parameters by name. */
  readonly template: string;
  /** By method; HEAD goes with GET. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** By name, as they stand in the path. */
  readonly parameters: Readonly<Partial<Record<string, string>>>;
}

/** By template. */
const PATHS = new Map<string, Map<string, Operation>>();
for (const [operation, row] of OPERATIONS) {
  for (const path of pathsOf(row)) {
    const operations = PATHS.get(path) ?? new Map<string, Operation>();
    operations.set(row.method, operation);
    if (row.method === 'GET') operations.set('HEAD', operation);
    PATHS.set(path, operations);
  }
}

/** The route of a path, or undefined if there is none. A slash at the end makes another path. */
export function findPath(path: string): Path | undefined {
  for (const [template, operations] of PATHS) {
    const parameters = parametersIn(path, template);
    if (parameters) return { template, operations, parameters };
  }
  return undefined;
}

/** What a path has in the place of a template's parameters, or undefined if it does not fit. */
function parametersIn(path: string, template: string): Path['parameters'] | undefined {
  const parts = path.split('/');
  const places = template.split('/');
  if (parts.length !== places.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [i, place] of places.entries()) {
    const part = parts[i]!;
    if (place.startsWith('{') && part !== '') parameters[place.slice(1, -1)] = part;
    else if (place !== part) return undefined;
  }
  return parameters;
}

export interface GatewayRoute {
  readonly operation: Operation;
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Without brackets. */
  readonly path: string;
}

/**
 * What API Gateway lets through to the service: every path of every row, HEAD for health, which monitors ask by,
 * and nothing else. It matches method and path exactly: it takes no HEAD for GET, and a slash at the end
 * makes another path. Each route costs a permission of the function, whose policy has a limit of 20 KB.
 */
export function gatewayRoutes(): readonly GatewayRoute[] {
  return OPERATIONS.flatMap(([operation, row]) =>
    pathsOf(row).flatMap((path) => {
      const methods = row.isHealth === true ? (['GET', 'HEAD'] as const) : [row.method];
      return methods.map((method) => ({ operation, method, path }));
    }),
  );
}

/** The route by which API Gateway lets a request through, as it calls it: `GET /v2/models/{name}`. Else undefined. */
export function routeKeyOf(method: string, path: string): string | undefined {
  const template = findPath(path)?.template;
  const isRouted = gatewayRoutes().some((each) => each.path === template && each.method === method);
  return isRouted ? `${method} ${template}` : undefined;
}
