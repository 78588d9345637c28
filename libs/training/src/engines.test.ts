import { expect, test } from 'vitest';

import { UnknownEngineError } from './errors.ts';
import { DEFAULT_ENGINE_NAME, ENGINE_NAMES, findEngine } from './engines.ts';

test('every engine is found by its name and has a version', () => {
  expect(ENGINE_NAMES).toContain(DEFAULT_ENGINE_NAME);
  for (const name of ENGINE_NAMES) {
    expect(findEngine(name).name).toBe(name);
    expect(findEngine(name).version).toMatch(/^.+@\d+\.\d+\.\d+$/);
  }
});

test('an unknown name is refused with the existing names', () => {
  expect(() => findEngine('xgboost')).toThrow(UnknownEngineError);
  expect(() => findEngine('xgboost')).toThrow(
    'Found the engine "xgboost", expected one of: histogram, ml-random-forest.',
  );
});
