/** How long an invocation takes at a memory size, from processor time measured on one whole core. */

/** Memory with which Lambda gives one whole core; less memory gives a share of it. */
export const MB_OF_ONE_CORE = 1769;

/** At most 1: our code uses no more. */
export function shareOfCore(memoryMb: number): number {
  return Math.min(1, memoryMb / MB_OF_ONE_CORE);
}

/** The share is handed out anew this often: what fits into it runs at full speed. Observed, not promised. */
const PERIOD_MS = 20;

const BYTES_A_MB = 1_000_000;

/** What the estimate knows about the service. Milliseconds of one core. */
export interface ServiceTimes {
  /** A warm prediction in the handler, with its log line and its metrics. */
  readonly handlerMs: number;
  /** The same, but the first of a process, when nothing is compiled yet. */
  readonly firstHandlerMs: number;
  /** Loading code and model, beside starting Node. */
  readonly loadMs: number;
  /** What these were measured on, for the list of assumptions. */
  readonly measuredOn: string;
}

/** Measured: medians of three processes with 3,000 requests each. */
export const IRIS_TIMES: ServiceTimes = {
  handlerMs: 0.05,
  firstHandlerMs: 3.5,
  loadMs: 13,
  measuredOn:
    'the iris model (100 trees, 5 kB), one row a request, on one core of an AMD EPYC server',
};

/** What `IRIS_TIMES` was measured with. */
export const IRIS_MODEL_BYTES = 4_680;
export const IRIS_COUNTED = { classes: 3, features: 4 };

/**
 * What a larger model adds, measured with one of 4 MB (100 trees): checking its hash, decoding it
 * and compiling its trees.
 */
export const MODEL_COSTS = {
  /** Of one core, a megabyte of the model file. */
  loadMsPerMb: 31,
  /** Of memory, a megabyte of the model file. */
  memoryMbPerMb: 9.5,
  /** Of memory, before there is a model worth speaking of. */
  serviceMemoryMb: 61,
  /** The same of the function that scores files, of a gigabyte of CSV for example: docs/scale.md. */
  scoringMemoryMb: 185,
} as const;

/** The times of a model whose file has `modelBytes`: it starts more slowly, and predicts as fast as iris. */
export function timesOf(modelBytes: number, times: ServiceTimes): ServiceTimes {
  const more = Math.max(0, modelBytes - IRIS_MODEL_BYTES) / BYTES_A_MB;
  return { ...times, loadMs: times.loadMs + more * MODEL_COSTS.loadMsPerMb };
}

/** MB that a process has in use once the model is loaded. */
export function memoryInUseMb(modelBytes: number): number {
  return MODEL_COSTS.serviceMemoryMb + (modelBytes / BYTES_A_MB) * MODEL_COSTS.memoryMbPerMb;
}

/** The same of the function that scores files. */
export function scoringMemoryMb(modelBytes: number): number {
  const { scoringMemoryMb: least, serviceMemoryMb } = MODEL_COSTS;
  return memoryInUseMb(modelBytes) - serviceMemoryMb + least;
}

/** What only AWS can measure: round figures for a small Node function. */
export const ASSUMED_TIMES = {
  /** Lambda's own part of an invocation, processor time. */
  runtimeMs: 0.7,
  /** Node and Lambda's runtime, until our code is loaded. Lambda gives a start a whole core whatever the memory. */
  startMs: 140,
  /** Finding and preparing a place to run, before that. Not billed. */
  placementMs: 100,
  /** API Gateway's part of a request. */
  apiMs: 5,
} as const;

/** Milliseconds, as a client in the same region sees them. */
export interface Latency {
  /** Of the function, warm: what is billed, before it is rounded up. */
  readonly functionMs: number;
  /** Of the API, warm. */
  readonly warmMs: number;
  /** Of the API when a new process has to start. */
  readonly coldMs: number;
  /** Billed for a request that starts a process: its start and its first answer. */
  readonly coldBilledMs: number;
}

export function latencyAt(memoryMb: number, times: ServiceTimes): Latency {
  const { runtimeMs, startMs, placementMs, apiMs } = ASSUMED_TIMES;
  const functionMs = elapsed(runtimeMs + times.handlerMs, memoryMb);
  const coldBilledMs = startMs + times.loadMs + elapsed(runtimeMs + times.firstHandlerMs, memoryMb);
  return {
    functionMs,
    warmMs: apiMs + functionMs,
    coldMs: apiMs + placementMs + coldBilledMs,
    coldBilledMs,
  };
}

/** How long work takes with a share of a core that is handed out every 20 ms. */
function elapsed(workMs: number, memoryMb: number): number {
  const share = shareOfCore(memoryMb);
  const quotaMs = share * PERIOD_MS;
  const waits = Math.max(0, Math.ceil(workMs / quotaMs) - 1); // whole periods that are used up first
  return waits * PERIOD_MS + (workMs - waits * quotaMs);
}
