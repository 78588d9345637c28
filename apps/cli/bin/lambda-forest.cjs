#!/usr/bin/env node
// @ts-check
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const { findNode } = require('../../../tools/nx-tasks/find-node.cjs');
const { startProgram } = require('../../../tools/nx-tasks/start-program.cjs');
const { findBundle } = require('./find-bundle.cjs');

/** What a process ended by a signal is worth, as a shell says it. */
const STOPPED = 130;

const root = join(__dirname, '../../..');

/**
 * `npx lambda-forest`. The program is TypeScript: an older Node starts the workspace's own, which runs that.
 */
async function start() {
  const node = findNode(root);
  if (node === process.execPath) {
    const cache = join(root, 'node_modules/.cache/lambda-forest');
    enableCompileCache(cache);
    process.env['NODE_COMPILE_CACHE'] ??= cache; // for the threads and processes of a training, too
    const program = findBundle(root) ?? join(__dirname, '../src/main.ts');
    await import(pathToFileURL(program).href).catch(fail);
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
