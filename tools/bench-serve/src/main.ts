#!/usr/bin/env node
/** Times predictions: `nx run bench-serve:predict`. */
import { helpText, parseOptions, UsageError } from '@lambda-forest/cli';

import { benchShape } from './bench-shape.ts';
import type { Result } from './bench-shape.ts';
import { PREDICT_HELP, PREDICT_OPTIONS } from './options.ts';
import { report } from './report.ts';
import { SHAPE_NAMES } from './shapes.ts';

const EXIT_CODE_USAGE = 2;

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT_CODE_USAGE;
}

function main(args: readonly string[]): void {
  const options = parseOptions(PREDICT_OPTIONS, args);
  if (options.help) {
    console.log(helpText(PREDICT_HELP, PREDICT_OPTIONS, process.stdout.columns));
    return;
  }
  const names = options.forest === 'all' ? SHAPE_NAMES : [options.forest];
  const settings = {
    rounds: options.rounds,
    batchRows: options['batch-rows'],
    seed: options.seed,
  };
  const results: Result[] = names.flatMap((name) =>
    benchShape(name, settings, () => performance.now()),
  );
  console.log(
    options.json
      ? JSON.stringify({ node: process.version, settings, results }, undefined, 2)
      : report(results).join('\n'),
  );
}
