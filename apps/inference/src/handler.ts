/**
 * The Lambda function, and the one file here that touches the outside: it reads the environment and the model
 * file once, at cold start, and hands both to the service. If either is not as it should be it says so in one
 * log line and answers 503, because a function that fails to start only says so to whoever waits for it.
 */
import { readFileSync } from 'node:fs';

import { ignoredColumns, METRICS_NAMESPACE, SERVICE_NAME } from '@lambda-forest/api';
import { createLogger, createMetrics, logError } from '@lambda-forest/logging';
import { ModelNotFoundError } from '@lambda-forest/serializer';

import { parseConfig, readEnvironment } from './config.ts';
import type { Config } from './config.ts';
import { loadModel } from './served-model.ts';
import type { ServedModel } from './served-model.ts';
import { createService } from './service.ts';
import { createTelemetry } from './telemetry.ts';

/**
 * Powertools reads some 29 variables in a call, and each read of Node's own `process.env` asks the operating
 * system: a fifth of a warm call. Whoever sets a variable later, as AWS's client does for each invocation, sets it here.
 */
const environment = readEnvironment(process.env);
process.env = environment.readable;

let ignored: ReadonlySet<string> | undefined;
const { POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE, POWERTOOLS_LOGGER_SAMPLE_RATE } =
  process.env;
const service = POWERTOOLS_SERVICE_NAME ?? SERVICE_NAME;
const logger = createLogger({ service });
const { config, model } = start();
const metrics = createMetrics({
  namespace: POWERTOOLS_METRICS_NAMESPACE ?? METRICS_NAMESPACE,
  service,
  dimensions: model ? { model: model.id.name } : {},
  logger,
});

/** What Lambda calls. */
export const handler = createService({
  model,
  config,
  openApi,
  telemetry: createTelemetry(logger, metrics, Number(POWERTOOLS_LOGGER_SAMPLE_RATE) > 0),
  now: elapsedMs,
});

function start(): { config: Config; model: ServedModel | undefined } {
  let config: Config | undefined;
  try {
    config = parseConfig(environment);
    return { config, model: loadModel(readModel(config), config.modelSha256, isIgnored) };
  } catch (error) {
    logError(logger, error);
    return { config: config ?? parseConfig(readEnvironment({})), model: undefined };
  }
}

function openApi(): string {
  return readFileSync(beside('openapi.json'), 'utf8');
}

/** Read when the first request has a name that the model does not have: most never do. */
function isIgnored(name: string): boolean {
  try {
    ignored ??= new Set(ignoredColumns(openApi()));
  } catch {
    return false; // a function without its document takes the model's names only
  }
  return ignored.has(name);
}

/** @throws {ModelNotFoundError} */
function readModel({ modelPath }: Config): Uint8Array {
  const path = modelPath ?? beside('model.forest');
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ModelNotFoundError(path, error);
  }
}

/** The path of a file in the folder of this program. */
function beside(name: string): string {
  return `${import.meta.dirname}/${name}`;
}

/** Milliseconds from any start. `performance.now()` says the same, but loads Node's perf_hooks at a cold start. */
function elapsedMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
