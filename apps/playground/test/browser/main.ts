/**
 * A program: the tests in a real browser. Uses the installed Chromium (or the one in CHROMIUM), installs
 * Debian's if it may, and otherwise prints a clear warning that nothing was tested.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const chromium = findChromium() ?? installChromium();
if (chromium === undefined) {
  console.warn(
    '\n  SKIPPED: no Chromium was found, so the playground was NOT tested in a browser.',
  );
  console.warn('  Install it, or name it in the environment variable CHROMIUM.\n');
} else {
  const { status } = run('npx', ['vitest', 'run', '--config', 'vitest.browser.config.ts'], {
    ...process.env,
    CHROMIUM: chromium,
  });
  process.exitCode = status ?? 1;
}

function findChromium(): string | undefined {
  return PLACES.find((place) => place !== undefined && isProgram(place));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** With Debian's packages, which only root may install. */
function installChromium(): string | undefined {
  if (process.getuid?.() !== 0 || !isProgram('/usr/bin/apt-get')) return undefined;
  console.log('Installing Chromium from the distribution’s packages.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], env);
  run('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-liberation'], env);
  return findChromium();
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  return spawnSync(program, args, { stdio: 'inherit', env });
}
