/**
 * Reads broken inputs of one kind and prints what became of them:
 *
 *     npx nx run fuzz:tables -- --count=10000 --seed=1
 *     npx nx run fuzz:tables -- --seed=1 --only=4711
 *
 * The same seed makes the same inputs. The exit code is 1 if one was not accepted or refused as it should be.
 */
import { parseArgs } from 'node:util';

import { runCampaign } from './campaign.ts';
import type { FuzzKind } from './campaign.ts';
import { containers } from './kinds/containers.ts';
import { events } from './kinds/events.ts';
import { foreignModels } from './kinds/foreign-models.ts';
import { modelFiles } from './kinds/model-files.ts';
import { tables } from './kinds/tables.ts';

const KINDS: Readonly<Record<string, (format?: string) => FuzzKind | Promise<FuzzKind>>> = {
  containers,
  events,
  'foreign-models': foreignModels,
  'model-files': modelFiles,
  tables,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    format: { type: 'string' },
  },
});
const makeKind = KINDS[positionals[0] ?? ''];
if (makeKind === undefined) {
  console.error(`Found no kind of input, expected one of ${Object.keys(KINDS).join(', ')}.`);
  process.exit(2);
}
const only = values.only === undefined ? undefined : Number(values.only);
const failures = await runCampaign(await makeKind(values.format), {
  seed: Number(values.seed),
  first: only ?? 0,
  count: only === undefined ? Number(values.count) : 1,
  print: (line) => {
    console.log(line);
  },
});
process.exitCode = failures === 0 ? 0 : 1;
