/**
 * Which path has which methods. Routes that a prediction does not need are loaded when first asked for: they
 * are files of their own in the bundle, and cost a cold start nothing.
 */
import { predictRoute } from './routes/predict.ts';
import type { Route } from './routes/route.ts';
import { statusRoute } from './routes/status.ts';

type Load = () => Route | Promise<Route>;

export interface Path {
  /** The path with its parameters by name: what logs call it. */
  readonly template: string;
  /** By method. */
  readonly routes: Readonly<Record<string, Load>>;
  /** What the path says about the model that it means. Absent: nothing. */
  readonly model?: { readonly name: string; readonly version: string | undefined };
}

const openInference = () => import('./routes/open-inference.ts');
const live: Load = async () => (await openInference()).serverLiveRoute;

const PATHS: Readonly<Record<string, Readonly<Record<string, Load>>>> = {
  '/predict': { POST: () => predictRoute },
  '/predict/batch': {
    POST: async () => (await import('./routes/predict-batch.ts')).predictBatchRoute,
  },
  '/health': { GET: () => statusRoute },
  '/ready': { GET: () => statusRoute },
  '/model': { GET: async () => (await import('./routes/model.ts')).modelRoute },
  '/openapi.json': { GET: async () => (await import('./routes/openapi.ts')).openApiRoute },
  '/v2': { GET: async () => (await openInference()).serverMetadataRoute },
  '/v2/health/live': { GET: live },
  '/v2/health/ready': { GET: live },
};

const MODEL_PATH = /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(\/ready|\/infer)?$/;

const MODEL_ROUTES: Readonly<Record<string, Readonly<Record<string, Load>>>> = {
  '': { GET: async () => (await openInference()).modelMetadataRoute },
  '/ready': { GET: async () => (await openInference()).modelReadyRoute },
  '/infer': { POST: async () => (await openInference()).inferRoute },
};

/** What stands at a path, or undefined if nothing does. */
export function findPath(path: string): Path | undefined {
  if (Object.hasOwn(PATHS, path)) return { template: path, routes: PATHS[path]! };
  const match = MODEL_PATH.exec(path);
  if (match === null) return undefined;
  const [, name = '', version, action = ''] = match;
  return {
    template: `/v2/models/{name}${version === undefined ? '' : '/versions/{version}'}${action}`,
    routes: MODEL_ROUTES[action]!,
    model: { name: decode(name), version: version === undefined ? version : decode(version) },
  };
}

/** The header Allow of a path. */
export function allowedMethods({ routes }: Path): string {
  const methods = Object.keys(routes).flatMap((each) => (each === 'GET' ? ['GET', 'HEAD'] : each));
  return [...methods, 'OPTIONS'].join(', ');
}

/** A path that is not encoded properly names no model. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
