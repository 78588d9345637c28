import type { Engine } from './engine.ts';
import { UnknownEngineError } from './errors.ts';
import { createHistogramEngine } from './histogram-engine.ts';
import { mlRandomForestEngine } from './ml-random-forest-engine.ts';

/** Engines by name; each is made for a number of threads. */
const ENGINES = new Map<string, (threads: number) => Engine>([
  ['histogram', createHistogramEngine],
  ['ml-random-forest', () => mlRandomForestEngine], // uses one thread only
]);

/** The names that `findEngine` accepts. */
export const ENGINE_NAMES: readonly string[] = [...ENGINES.keys()];

export const DEFAULT_ENGINE_NAME = 'histogram';

/**
 * @param threads that the engine may use for large fits, at least 1; forests do not depend on it
 * @throws {UnknownEngineError} listing the existing names
 */
export function findEngine(name: string, threads = 1): Engine {
  const create = ENGINES.get(name);
  if (create === undefined) throw new UnknownEngineError(name, ENGINE_NAMES);
  return create(threads);
}
