import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

/** Coverage costs a third of the time: `COVERAGE=true` measures it and holds the bound, as `.ci/run` does. */
const { COVERAGE } = process.env;
const MEASURES_COVERAGE = COVERAGE === 'true';

/** Where Node keeps what it compiled, for the hundreds of programs that tests start: 0.25 s of processor time each. */
const NODE_COMPILE_CACHE = fileURLToPath(
  new URL('./node_modules/.cache/node-compile', import.meta.url),
);

/** The configuration of every project that has none of its own: Vitest looks for it upwards. */
export default testConfig();

interface TestOptions {
  readonly minLineCoverage?: number;
  readonly testTimeout?: number;
  readonly include?: string[];
  readonly isolate?: boolean;
  readonly maxWorkers?: `${number}%`;
  readonly mocksModules?: boolean;
}

/**
 * What every project's tests share. Libraries have a lower bound of coverage; tests that start programs have
 * none, because coverage does not see child processes.
 *
 * @param options.minLineCoverage percent of lines that the project's own tests must reach; default 90
 * @param options.testTimeout milliseconds for one test or hook; default 20,000
 * @param options.include files that hold tests
 * @param options.isolate whether each file gets a process of its own. Without, files share the modules that
 *   they load, which takes half the time: for tests that leave no trace in the process. Default false
 * @param options.mocksModules whether tests replace modules (`vi.mock`) or load them again (`vi.resetModules`), for
 *   which Vite must load them. Without, Node loads the sources as it does outside tests, which takes a fifth less time:
 *   nothing is transformed, and no call of another module looks it up. Default false
 * @param options.maxWorkers files tested at a time; default Vitest's: one less than the machine's cores
 */
export function testConfig({
  minLineCoverage = 90,
  testTimeout = 20_000,
  include = ['*.test.ts', 'src/**/*.test.ts', 'test/**/*.test.ts'],
  isolate = false,
  maxWorkers,
  mocksModules = false,
}: TestOptions = {}) {
  return defineConfig({
    test: {
      include,
      isolate,
      ...(maxWorkers !== undefined && { maxWorkers }),
      environment: 'node',
      env: { NODE_COMPILE_CACHE },
      experimental: { viteModuleRunner: mocksModules, nodeLoader: false },
      setupFiles: [fileURLToPath(new URL('./vitest.setup.ts', import.meta.url))],
      testTimeout,
      hookTimeout: testTimeout,
      expect: { poll: { timeout: testTimeout / 2 } }, // Vitest's second is too short for a busy machine
      coverage: {
        enabled: MEASURES_COVERAGE && minLineCoverage > 0,
        provider: 'v8',
        reporter: ['text-summary'],
        include: ['src/**/*.ts'],
        exclude: ['src/**/*.test.ts'],
        thresholds: { lines: minLineCoverage },
      },
    },
  });
}
