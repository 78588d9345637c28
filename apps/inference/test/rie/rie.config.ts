import { testConfig } from '../../../../vitest.shared.ts';

/** The package through AWS's runtime interface emulator: needs Go and a C++ compiler. */
export default testConfig({
  minLineCoverage: 0,
  testTimeout: 60_000,
  include: ['test/rie/*.rie.ts'],
});
