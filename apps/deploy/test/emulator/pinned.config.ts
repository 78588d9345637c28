/** The same stage, its API with an ID of our choice, as MiniStack allows: somebody else may have it already. */
import { defineConfig } from '../../src/config/index.ts';

export default defineConfig({
  service: 'lambda-forest',
  stages: {
    staging: {
      region: 'eu-west-1',
      emulator: true,
      rollout: { type: 'all-at-once' },
      removal: 'destroy',
      tags: { 'ms-custom-id': 'abcd0123' },
    },
  },
});
