/** The function of each route of the contract: the compiler wants one for every row of ROUTES. */
import type { Operation } from '@lambda-forest/api';

import { modelRoute } from './model.ts';
import {
  inferRoute,
  modelMetadataRoute,
  modelReadyRoute,
  serverLiveRoute,
  serverMetadataRoute,
} from './open-inference.ts';
import { openApiRoute } from './openapi.ts';
import { predictBatchRoute } from './predict-batch.ts';
import { predictRoute } from './predict.ts';
import type { Route } from './route.ts';
import { statusRoute } from './status.ts';

export const HANDLERS: Readonly<Record<Operation, Route>> = {
  predict: predictRoute,
  predictBatch: predictBatchRoute,
  health: statusRoute,
  ready: statusRoute,
  model: modelRoute,
  openapi: openApiRoute,
  serverMetadata: serverMetadataRoute,
  serverLive: serverLiveRoute,
  serverReady: serverLiveRoute,
  modelMetadata: modelMetadataRoute,
  modelReady: modelReadyRoute,
  infer: inferRoute,
};
