/**
 * The deployed stages. Every option, its bounds and its default: src/config/stage-schema.ts.
 *
 * `npx lambda-forest deploy --stage=staging --dry-run` shows the result and its costs.
 */
import { defineConfig } from './src/config/index.ts';

export default defineConfig({
  service: 'lambda-forest',
  tags: { project: 'lambda-forest' },
  stages: {
    staging: {
      region: 'eu-west-1',
      rollout: { type: 'all-at-once' },
      logRetentionDays: 7,
      removal: 'destroy',
    },
    production: {
      region: 'eu-west-1',
      rollout: { type: 'canary', percent: 10, minutes: 5 },
      logRetentionDays: 90,
      removal: 'retain',
    },
  },
});
