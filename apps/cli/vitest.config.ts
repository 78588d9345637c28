import { testConfig } from '../../vitest.config.ts';

export default testConfig({ minLineCoverage: 0, testTimeout: 120_000, mocksModules: true });
