/** A program: the tests in a real browser, or a clear warning that nothing was tested. */
import { spawnSync } from 'node:child_process';

import { findChromium } from '../../../../tools/chromium/chromium.ts';

const chromium = findChromium();
if (chromium === undefined) {
  console.warn(
    '\n  SKIPPED: no Chromium was found, so the playground was NOT tested in a browser.',
  );
  console.warn('  Install it, or name it in the environment variable CHROMIUM.\n');
} else {
  const args = ['vitest', 'run', '--config', 'vitest.browser.config.ts'];
  const env = { ...process.env, CHROMIUM: chromium };
  process.exitCode = spawnSync('npx', args, { stdio: 'inherit', env }).status ?? 1;
}
