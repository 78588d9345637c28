#!/usr/bin/env node
/** Measures the packaged service: `nx run bench:service`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { helpText, parseOptions, UsageError } from '@lambda-forest/cli';
import { decodeModel } from '@lambda-forest/serializer';
import { exampleFeatures } from '@lambda-forest/api/openapi';
import { unzipSync } from 'fflate';

import { predictEvent } from './http-event.ts';
import { measureFront } from './measure-front.ts';
import { measureHandler } from './measure-handler.ts';
import { measureStarts } from './measure-starts.ts';
import { SERVICE_HELP, SERVICE_OPTIONS } from './options.ts';

const PACKAGES = fileURLToPath(
  new URL('../../../../dist/apps/inference-package/', import.meta.url),
);
const EXIT_CODE_USAGE = 2;

const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-bench-'));
try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT_CODE_USAGE;
} finally {
  rmSync(folder, { recursive: true });
}

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(SERVICE_OPTIONS, args);
  if (options.help) {
    console.log(helpText(SERVICE_HELP, SERVICE_OPTIONS, process.stdout.columns));
    return;
  }
  const files = unpack(options.model);
  const { schema, forest } = decodeModel(files['model.forest']!);
  const features = Object.values(exampleFeatures(schema));
  const handlerPath = join(folder, 'handler.js');
  const isWanted = (part: string) => options.part === 'all' || options.part === part;
  const result = {
    model: options.model,
    bytesPerNode: files['model.forest']!.length / forest.feature.length,
    ...(isWanted('handler') && {
      handlerUs: measureHandler(handlerPath, predictEvent(features), options.calls, folder),
    }),
    ...(isWanted('start') && {
      start: measureStarts(folder, predictEvent(features), options.starts),
    }),
    ...(isWanted('front') && {
      front: await measureFront(options.model, features, options.connections, options.seconds),
    }),
  };
  console.log(options.json ? JSON.stringify(result, undefined, 2) : lines(result).join('\n'));
}

/** The package's files, which are in `folder` afterwards too. */
function unpack(model: string): Record<string, Uint8Array> {
  let zip: Uint8Array;
  try {
    zip = readFileSync(join(PACKAGES, model, 'function.zip'));
  } catch {
    throw new UsageError(
      `Found no package of ${model}, expected one.`,
      `Make it with "npx lambda-forest package --model=${model}".`,
    );
  }
  const files = unzipSync(zip);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return files;
}

/** Numbers of a tree of values as `name.name: number`. */
function lines(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? lines(inner, `${prefix}${name}.`)
      : `${prefix}${name}: ${typeof inner === 'number' ? inner.toFixed(2) : String(inner)}`,
  );
}
