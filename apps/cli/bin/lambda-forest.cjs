#!/usr/bin/env node
// @ts-check
const { spawnSync } = require('node:child_process');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');

const { findNode } = require('../../../tools/nx-tasks/find-node.cjs');

/** What a process ended by a signal is worth, as a shell says it. */
const STOPPED = 130;

const root = join(__dirname, '../../..');

/**
 * `npx lambda-forest`. The program is TypeScript: an older Node starts the workspace's own, which runs that.
 */
function start() {
  const node = findNode(root);
  if (node === process.execPath) {
    enableCompileCache(join(root, 'node_modules/.cache/lambda-forest'));
    import('../src/main.ts').catch(fail);
    return;
  }
  // Ctrl-C reaches the program too, which decides what to do about it.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);
  const { status, error } = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' });
  if (error !== undefined) throw error;
  process.exitCode = status ?? STOPPED;
}

/** @param {unknown} error */
function fail(error) {
  console.error(error);
  process.exitCode = 1;
}

try {
  start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
