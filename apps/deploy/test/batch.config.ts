/** A stage that also scores files. */
import { defineConfig } from '../src/config/index.ts';

export default defineConfig({
  stages: {
    staging: {
      region: 'eu-west-1',
      auth: { type: 'none' },
      batch: { input: 's3://inputs/new', output: 's3://outputs/scored' },
    },
  },
});
