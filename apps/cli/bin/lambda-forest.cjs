#!/usr/bin/env node
// @ts-check
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');

const { findNode } = require('../../../tools/nx-tasks/find-node.cjs');
const { startProgram } = require('../../../tools/nx-tasks/start-program.cjs');

/** What a process ended by a signal is worth, as a shell says it. */
const STOPPED = 130;

const root = join(__dirname, '../../..');

/**
 * `npx lambda-forest`. The program is TypeScript: an older Node starts the workspace's own, which runs that.
 */
async function start() {
  const node = findNode(root);
  if (node === process.execPath) {
    enableCompileCache(join(root, 'node_modules/.cache/lambda-forest'));
    await import('../src/main.ts').catch(fail);
  } else {
    process.exitCode = (await startProgram(node, process.argv.slice(1))) ?? STOPPED;
  }
}

/** @param {unknown} error a defect */
function fail(error) {
  console.error(error);
  process.exitCode = 1;
}

start().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
