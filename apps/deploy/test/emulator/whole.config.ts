/** The same stage as on AWS, with what no emulator can do. */
import { defineConfig } from '../../src/config/index.ts';

export default defineConfig({
  service: 'lambda-forest',
  stages: { staging: { region: 'eu-west-1', removal: 'destroy' } },
});
