import { testConfig } from '../../vitest.config.ts';

/** The commands around the service run in processes of their own, which coverage does not see. */
export default testConfig({ minLineCoverage: 85, mocksModules: true });
