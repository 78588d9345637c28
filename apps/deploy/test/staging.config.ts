/** A stage that anybody may call, in one account. */
import { defineConfig } from '../src/config/index.ts';

export default defineConfig({
  stages: { staging: { region: 'eu-west-1', account: '123456789012', auth: { type: 'none' } } },
});
