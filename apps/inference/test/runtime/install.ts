/**
 * Installs AWS's runtime interface client for Node, which starts a function inside Lambda, into a folder that git
 * ignores. Its native part is built on the spot, in two or three minutes; where it cannot be built, this says so
 * and the tests are left out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { RUNTIME_CLIENT, RUNTIME_CLIENT_DIR, RUNTIME_CLIENT_VERSION } from './runtime-client.ts';

const LOG = join(RUNTIME_CLIENT_DIR, 'install.log');
const NEEDED = ['cmake', 'make', 'g++', 'tar', 'xz'];

const problem = existsSync(RUNTIME_CLIENT) ? undefined : install();
if (problem !== undefined) {
  console.error(
    [
      '',
      'NOT TESTED: the package under AWS\u2019s own runtime.',
      `aws-lambda-ric ${RUNTIME_CLIENT_VERSION} cannot be built here: ${problem}`,
      '',
    ].join('\n'),
  );
}

/** What went wrong, if anything did. */
function install(): string | undefined {
  if (process.platform !== 'linux') return `found ${process.platform}, expected Linux.`;
  const missing = NEEDED.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
  if (missing.length > 0) return `found no ${missing.join(', ')}.`;
  const fresh = `${RUNTIME_CLIENT_DIR}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const manifest = {
    private: true,
    dependencies: { 'aws-lambda-ric': RUNTIME_CLIENT_VERSION },
    allowScripts: { 'aws-lambda-ric': true },
  };
  writeFileSync(join(fresh, 'package.json'), JSON.stringify(manifest));
  console.log(`Building aws-lambda-ric ${RUNTIME_CLIENT_VERSION}: two or three minutes, once.`);
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--no-package-lock', '--foreground-scripts'],
    { cwd: fresh, encoding: 'utf8', env: buildEnvironment(), maxBuffer: 2 ** 28 },
  );
  rmSync(RUNTIME_CLIENT_DIR, { recursive: true, force: true });
  renameSync(fresh, RUNTIME_CLIENT_DIR);
  writeFileSync(LOG, stdout + stderr);
  if (status === 0 && existsSync(RUNTIME_CLIENT)) return undefined;
  const last = readFileSync(LOG, 'utf8').trimEnd().split('\n').slice(-5);
  return `npm failed with ${status}.\n${last.join('\n')}\nAll of it is in ${LOG}`;
}

/** The Node that runs this builds too, with its own headers where it brought them along. */
function buildEnvironment(): NodeJS.ProcessEnv {
  const bin = dirname(process.execPath);
  const home = dirname(bin);
  const places = [
    home,
    join(home, 'node_modules', `node-${process.platform}-${process.arch}`), // of the package `node`
  ];
  const headers = places.find((place) => existsSync(join(place, 'include/node/node_api.h')));
  return {
    ...process.env,
    PATH: [bin, process.env['PATH']].join(delimiter),
    ...(headers !== undefined && { npm_config_nodedir: headers }),
  };
}
