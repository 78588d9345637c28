import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { exampleFeatures } from '@lambda-forest/api/openapi';
import { choice, defineCommand, integer, JSON_OUTPUT, text, UsageError } from '@lambda-forest/cli';
import { decodeModel } from '@lambda-forest/serializer';
import { unzipSync } from 'fflate';

import { withFolder } from '../scratch-folder.ts';
import { predictEvent } from './http-event.ts';
import { measureFront } from './measure-front.ts';
import { measureHandler } from './measure-handler.ts';
import { measureStarts } from './measure-starts.ts';

const PACKAGES = fileURLToPath(
  new URL('../../../../dist/apps/inference-package/', import.meta.url),
);

export const serviceCommand = defineCommand({
  options: {
    model: {
      kind: text('NAME', /^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'the name of a packaged model'),
      default: 'iris',
      description: 'The package to measure: dist/apps/inference-package/NAME.',
    },
    part: {
      kind: choice('all', 'handler', 'start', 'front'),
      default: 'all',
      description: 'What to measure.',
    },
    calls: {
      kind: integer(100, 1_000_000),
      default: 20_000,
      description: 'Calls of the handler that are timed, after as many that are not.',
    },
    starts: {
      kind: integer(1, 1_000),
      default: 41,
      description: 'How often the service is started, by turns with an empty handler.',
    },
    seconds: {
      kind: integer(1, 3_600),
      default: 10,
      description: 'How long the local front is under load.',
    },
    connections: {
      kind: integer(1, 1_000),
      default: 8,
      description: 'Clients of the local front that send one request after the other.',
    },
    json: JSON_OUTPUT,
  },
  notes: [
    'Package the model first: npx lambda-forest package --model=NAME. Starts are measured under the client of',
    'AWS\u2019s runtime, which nx run inference:e2e-runtime builds. A busy machine makes everything slower;',
    'processor time less so.',
  ],
  run: ({ model, part, calls, starts, seconds, connections, json }, shell) =>
    withFolder(async (folder) => {
      const files = unpack(model, folder);
      const { schema, forest } = decodeModel(files['model.forest']!);
      const features = Object.values(exampleFeatures(schema));
      const event = predictEvent(features);
      const isWanted = (name: string) => part === 'all' || part === name;
      const result = {
        model,
        bytesPerNode: files['model.forest']!.length / forest.feature.length,
        ...(isWanted('handler') && { handlerUs: measureHandler(folder, event, calls) }),
        ...(isWanted('start') && { start: measureStarts(folder, event, starts) }),
        ...(isWanted('front') && {
          front: await measureFront(model, features, connections, seconds),
        }),
      };
      if (json === true) shell.document(result);
      else shell.say(...linesOf(result));
    }),
});

/** The package's files, which are in `folder` afterwards too. */
function unpack(model: string, folder: string): Record<string, Uint8Array> {
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
function linesOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? linesOf(inner, `${prefix}${name}.`)
      : `${prefix}${name}: ${typeof inner === 'number' ? inner.toFixed(2) : String(inner)}`,
  );
}
