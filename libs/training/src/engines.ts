import type { Engine } from './engine.ts';
import { UnknownEngineError } from './errors.ts';
import { createHistogramEngine } from './histogram-engine.ts';
import { mlRandomForestEngine } from './ml-random-forest-engine.ts';

/** From a name to how the engine is made for a number of threads. */
const ENGINES = new Map<string, (threads: number) => Engine>([
  ['histogram', createHistogramEngine],
  ['ml-random-forest', () => mlRandomForestEngine], // knows one thread only
]);

/** What `findEngine` knows. */
export const ENGINE_NAMES: readonly string[] = [...ENGINES.keys()];

export const DEFAULT_ENGINE_NAME = 'histogram';

/**
 * @param threads that the engine may use where a fit is worth it, at least 1; forests do not depend on it
 * @throws {UnknownEngineError} listing the names there are
 */
export function findEngine(name: string, threads = 1): Engine {
  const create = ENGINES.get(name);
  if (create === undefined) throw new UnknownEngineError(name, ENGINE_NAMES);
  return create(threads);
}
