/** One stage, on an emulator: what it cannot do is left out, and so is not proved. */
import { defineConfig } from '../../src/config/index.ts';

export default defineConfig({
  service: 'lambda-forest',
  stages: {
    staging: {
      region: 'eu-west-1',
      emulator: true,
      rollout: { type: 'all-at-once' },
      removal: 'destroy',
    },
  },
});
