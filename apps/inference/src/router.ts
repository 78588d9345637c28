/** Which path has which methods. */
import { modelRoute } from './routes/model.ts';
import {
  inferRoute,
  modelMetadataRoute,
  modelReadyRoute,
  serverLiveRoute,
  serverMetadataRoute,
} from './routes/open-inference.ts';
import { openApiRoute } from './routes/openapi.ts';
import { predictBatchRoute } from './routes/predict-batch.ts';
import { predictRoute } from './routes/predict.ts';
import type { Route } from './routes/route.ts';
import { statusRoute } from './routes/status.ts';

/** By method. */
type Routes = Readonly<Record<string, Route>>;

export interface Path {
  /** The path with its parameters by name: what logs call it. */
  readonly template: string;
  readonly routes: Routes;
  /** What the path says about the model that it means. Absent: nothing. */
  readonly model?: { readonly name: string; readonly version: string | undefined };
}

const PATHS: Readonly<Record<string, Routes>> = {
  '/predict': { POST: predictRoute },
  '/predict/batch': { POST: predictBatchRoute },
  '/health': { GET: statusRoute },
  '/ready': { GET: statusRoute },
  '/model': { GET: modelRoute },
  '/openapi.json': { GET: openApiRoute },
  '/v2': { GET: serverMetadataRoute },
  '/v2/health/live': { GET: serverLiveRoute },
  '/v2/health/ready': { GET: serverLiveRoute },
};

const MODEL_PATH = /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(\/ready|\/infer)?$/;

const MODEL_ROUTES: Readonly<Record<string, Routes>> = {
  '': { GET: modelMetadataRoute },
  '/ready': { GET: modelReadyRoute },
  '/infer': { POST: inferRoute },
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
