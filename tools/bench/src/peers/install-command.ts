import { defineCommand } from '@lambda-forest/cli';

import { install } from '../../../python/environment.ts';
import { BENCH } from './catalogue.ts';

export const installCommand = defineCommand({
  options: {},
  run(_, shell) {
    shell.say(`The Python peers are ready: ${install(BENCH)}`);
    return Promise.resolve();
  },
});
