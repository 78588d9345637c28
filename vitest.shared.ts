import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

/**
 * What every project's tests share. A project's `vitest.config.ts` is one line, `export default
 * testConfig()`; libraries keep the coverage bound, apps are covered by end-to-end runs in child processes,
 * which coverage does not see.
 *
 * @param options.minLineCoverage percent of lines that the project's own tests must reach; default 90
 * @param options.testTimeout milliseconds for one test or hook; default 20,000
 * @param options.include files that hold tests
 */
export function testConfig({
  minLineCoverage = 90,
  testTimeout = 20_000,
  include = ['src/**/*.test.ts', 'test/**/*.test.ts'],
} = {}) {
  return defineConfig({
    test: {
      include,
      environment: 'node',
      setupFiles: [fileURLToPath(new URL('./vitest.fast-check.ts', import.meta.url))],
      testTimeout,
      hookTimeout: testTimeout,
      coverage: {
        enabled: minLineCoverage > 0,
        provider: 'v8',
        reporter: ['text-summary'],
        include: ['src/**/*.ts'],
        exclude: ['src/**/*.test.ts'],
        thresholds: { lines: minLineCoverage },
      },
    },
  });
}
