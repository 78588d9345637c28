import { METRICS } from '@lambda-forest/api';
import type { PackageManifest } from '@lambda-forest/api/manifest';
import { PRICES, pricesSentence } from '@lambda-forest/scale/prices';
import { formatInteger } from '@lambda-forest/text';

import type { StageConfig } from '../config/index.ts';
import {
  ASSUMED_TIMES,
  IRIS_COUNTED,
  IRIS_MODEL_BYTES,
  IRIS_TIMES,
  latencyAt,
  memoryInUseMb,
  MODEL_COSTS,
  timesOf,
} from './latency.ts';
import type { Latency, ServiceTimes } from './latency.ts';

/** What is compared, beside the configured one. MB. */
const MEMORY_SIZES = [128, 256, 512, 1024, 1769] as const;

const HOURS_A_MONTH = 730;
const SECONDS_A_MONTH = HOURS_A_MONTH * 3600;
const BYTES_A_GB = 2 ** 30;
const MILLION = 1_000_000;

/** What a request leaves in the logs: measured of the service, taken from AWS's examples for the others. */
const LOG_BYTES = { request: 500, metrics: 370, platform: 600, access: 500 } as const;

/** An answer to one prediction, headers included. */
const ANSWER_BYTES = 800;

/** Requests that meet no warm process, of a service that is called now and then. */
const COLD_SHARE = 0.01;

/** Codes of refusals that a service meets in a month, of the many that there are. */
const CODES = { validationErrors: 2, problem: 1 } as const;

/** All metrics that the service writes in a month: as wholes, and one for each class, feature and code. */
function metricCount({ classes, features }: PackageManifest['counted']): number {
  const wholes = Object.keys(METRICS).length - 1; // a problem is written by its code only
  return wholes + classes + features + CODES.validationErrors + CODES.problem;
}

/** Metrics that the alarms look at: of AWS's services, and of the service itself. */
export const ALARM_METRICS = { ofAws: 4, own: 2 } as const;

/** X-Ray keeps the first trace of a second, and of the others this share. */
const TRACED_SHARE = 0.05;

/** US dollars a month. */
interface MonthlyCosts {
  readonly lambda: number;
  readonly provisioned: number;
  readonly api: number;
  readonly logs: number;
  readonly tracing: number;
  /** Metrics, in the hours in which requests write them; alarms and the dashboard, always. */
  readonly monitoring: number;
  readonly transfer: number;
  readonly total: number;
}

interface EstimateRow {
  readonly memoryMb: number;
  /** Whether the stage has this size. */
  readonly isConfigured: boolean;
  readonly latency: Latency;
  readonly costs: MonthlyCosts;
}

export interface Estimate {
  /** The stage's. */
  readonly region: string;
  readonly requestsPerMonth: number;
  /** By memory, ascending. */
  readonly rows: readonly EstimateRow[];
  /** The assumptions, as sentences. */
  readonly assumptions: readonly string[];
  /** Such as `2026-11`. */
  readonly priceDate: string;
}

export interface EstimateOptions {
  readonly stage: StageConfig;
  /** At least 0, spread evenly. Default 1,000,000. */
  readonly requestsPerMonth?: number;
  /** Of the model file. Default: iris's. */
  readonly modelBytes?: number;
  /** The model's classes and features, each of which is a metric. Default: iris's. */
  readonly counted?: PackageManifest['counted'];
  /** Default: measured with the iris model. */
  readonly times?: ServiceTimes;
}

/** What a stage costs in a month, and how fast it answers, by memory size. */
export function estimateCosts({
  stage,
  requestsPerMonth = MILLION,
  modelBytes = IRIS_MODEL_BYTES,
  counted = IRIS_COUNTED,
  times: measured = IRIS_TIMES,
}: EstimateOptions): Estimate {
  const metrics = stage.metrics ? metricCount(counted) : 0;
  const times = timesOf(modelBytes, measured);
  const sizes = [...new Set([...MEMORY_SIZES, stage.memoryMb])].sort((a, b) => a - b);
  return {
    requestsPerMonth,
    region: stage.region,
    rows: sizes.map((memoryMb) => {
      const latency = latencyAt(memoryMb, times);
      const costs = monthlyCosts(memoryMb, latency, requestsPerMonth, stage, metrics);
      return { memoryMb, isConfigured: memoryMb === stage.memoryMb, latency, costs };
    }),
    assumptions: assumptions(stage, requestsPerMonth, measured, modelBytes, metrics),
    priceDate: PRICES.date,
  };
}

function monthlyCosts(
  memoryMb: number,
  { functionMs, coldBilledMs }: Latency,
  requests: number,
  stage: StageConfig,
  metrics: number,
): MonthlyCosts {
  const { provisionedConcurrency: warm } = stage;
  const gb = memoryMb / 1024;
  const coldShare = warm === undefined ? COLD_SHARE : 0;
  const billedMs = (1 - coldShare) * Math.ceil(functionMs) + coldShare * Math.ceil(coldBilledMs);
  const gbSeconds = (requests * gb * billedMs) / 1000;
  const logBytes = requests * logBytesOf(stage);
  const firstOfSecond = Math.min(requests, SECONDS_A_MONTH);
  const traces = firstOfSecond + (requests - firstOfSecond) * TRACED_SHARE;
  const parts = {
    lambda:
      (requests / MILLION) * PRICES.lambdaRequests +
      gbSeconds * (warm === undefined ? PRICES.lambdaGbSecond : PRICES.provisionedGbSecond),
    provisioned: (warm?.min ?? 0) * gb * SECONDS_A_MONTH * PRICES.provisionedIdleGbSecond,
    api: (requests / MILLION) * PRICES.apiRequests,
    logs: (logBytes / BYTES_A_GB) * PRICES.logsGb,
    tracing: stage.tracing ? (traces / MILLION) * PRICES.traces : 0,
    monitoring:
      metrics * PRICES.metric * Math.min(1, requests / HOURS_A_MONTH) +
      alarmMetrics(stage) * PRICES.alarmMetric +
      (stage.dashboard ? PRICES.dashboard : 0),
    transfer: ((requests * ANSWER_BYTES) / BYTES_A_GB) * PRICES.transferGb,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

function alarmMetrics({ alarms, metrics }: StageConfig): number {
  if (!alarms.enabled) return 0;
  return ALARM_METRICS.ofAws + (metrics ? ALARM_METRICS.own : 0);
}

/** Of one request. */
function logBytesOf({ accessLogs, logLevel, metrics }: StageConfig): number {
  const { request, platform, access } = LOG_BYTES;
  const logsRequests = logLevel === 'INFO' || logLevel === 'DEBUG';
  return (
    platform +
    (logsRequests ? request : 0) +
    (metrics ? LOG_BYTES.metrics : 0) +
    (accessLogs ? access : 0)
  );
}

function assumptions(
  stage: StageConfig,
  requests: number,
  measured: ServiceTimes,
  modelBytes: number,
  metrics: number,
): string[] {
  const { memoryMb, provisionedConcurrency: warm, tracing } = stage;
  const { runtimeMs, startMs, placementMs, apiMs } = ASSUMED_TIMES;
  return [
    pricesSentence(stage.region),
    `Requests: one row each, evenly over the month; ${warm === undefined ? `${COLD_SHARE * 100} % of them start a process` : 'none starts a process, as some are kept warm'}${aboveThrottle(stage, requests)}.`,
    `Measured with ${measured.measuredOn}: ${measured.handlerMs} ms warm, ${measured.firstHandlerMs} ms the first time, ${measured.loadMs} ms to load.`,
    `This model: ${formatInteger(modelBytes)} bytes, ${timesOf(modelBytes, measured).loadMs.toFixed(0)} ms to load, at ${MODEL_COSTS.loadMsPerMb} ms a megabyte measured with one of 4 MB; how fast it predicts once loaded is taken from iris.`,
    `Assumed, because only AWS can show it: ${runtimeMs} ms of Lambda's runtime, ${startMs} ms to start Node, ${placementMs} ms to find a place, ${apiMs} ms of API Gateway; the way to the client is left out.`,
    `Logs: ${logBytesOf(stage)} bytes a request; ${metrics} metrics, one for each class and for each feature that leaves its range among them; ${tracing ? `traces by X-Ray's default rule, the first of each second and ${TRACED_SHARE * 100} % of the others` : 'no traces'}.`,
    memorySentence(memoryInUseMb(modelBytes), memoryMb),
    `Not counted: ${notCounted(stage)}.`,
  ];
}

/** What the stage cannot answer, as the end of a sentence. */
function aboveThrottle({ throttle: { ratePerSecond } }: StageConfig, requests: number): string {
  const most = ratePerSecond * SECONDS_A_MONTH;
  return requests <= most
    ? ''
    : `; throttle.ratePerSecond, ${formatInteger(ratePerSecond)}, LETS THROUGH ONLY ${formatInteger(most)} of these ${formatInteger(requests)}`;
}

/** What the stage's options add to the bill beyond the parts above. */
function notCounted(stage: StageConfig): string {
  const { domain, logFeatures, logRetentionDays, packaging, provisionedConcurrency: warm } = stage;
  return [
    `keeping the logs for ${formatInteger(logRetentionDays)} days`,
    'lower prices of large volumes',
    ...(logFeatures ? ['the values that logFeatures writes'] : []),
    ...(stage.logLevel === 'DEBUG' ? ['lines of the level DEBUG'] : []),
    ...(warm !== undefined && warm.max > warm.min
      ? [`warm processes above the ${formatInteger(warm.min)} that always run`]
      : []),
    ...(packaging === 'image' ? ['keeping images'] : []),
    ...(domain === undefined ? [] : ['the zone of the domain']),
  ].join(', ');
}

function memorySentence(inUseMb: number, memoryMb: number): string {
  const { serviceMemoryMb, memoryMbPerMb } = MODEL_COSTS;
  const found = `Memory in use: about ${inUseMb.toFixed(0)} MB, of which the service alone has ${serviceMemoryMb}, the model ${memoryMbPerMb} times its file`;
  return inUseMb < memoryMb ? `${found}.` : `${found}: MORE THAN THE ${memoryMb} MB CONFIGURED.`;
}
