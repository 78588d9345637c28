import { testConfig } from '../../vitest.config.ts';

/** What runs Nx or the README's lines in a copy of the workspace: `nx run trainer:e2e-workspace`, two minutes and more. */
export default testConfig({
  minLineCoverage: 0,
  testTimeout: 240_000,
  include: ['test/workspace/*.workspace.ts'],
  maxWorkers: '100%', // these wait for the processes that they start
});
