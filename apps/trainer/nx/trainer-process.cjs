// @ts-check
const { join } = require('node:path');

const { findNode } = require('../../../tools/nx-tasks/find-node.cjs');

/** The trainer's command line program. */
const TRAINER = join(__dirname, '..', 'src', 'main.ts');

/** The trainer's exit code for a training that was stopped. */
const CANCELLED = 130;

module.exports = { CANCELLED, findNode, TRAINER };
