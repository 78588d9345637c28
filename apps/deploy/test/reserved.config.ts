import { defineConfig } from '../src/config/index.ts';

export default defineConfig({
  stages: { staging: { region: 'eu-west-1', auth: { type: 'none' }, reservedConcurrency: 50 } },
});
