/** The same stage, deployed as an image. */
import { defineConfig } from '../src/config/index.ts';

export default defineConfig({
  stages: {
    staging: {
      region: 'eu-west-1',
      account: '123456789012',
      packaging: 'image',
      auth: { type: 'none' },
    },
  },
});
