import { defineConfig } from 'vitest/config';

/** The package through AWS's runtime interface emulator: needs Go and a C++ compiler. */
export default defineConfig({
  test: { include: ['test/rie/*.rie.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
