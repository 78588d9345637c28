import { testConfig } from '../../vitest.shared.ts';

// The first synthesis of a process loads the CDK: seconds on a busy machine.
export default testConfig({ testTimeout: 60_000 });
