/** Broken inputs. `nx run fuzz:<kind>` makes and reads them: see README.md, or --help. */
import { defineCommand, integer, runProgram, text } from '@lambda-forest/cli';
import type { CommandEntry } from '@lambda-forest/cli';

import { runCampaign } from './campaign.ts';
import type { FuzzKind } from './campaign.ts';
import { InputsFailedError } from './errors.ts';

const OPTIONS = {
  count: { kind: integer(1, 1e9), default: 10_000, description: 'Number of inputs.' },
  seed: {
    kind: integer(0, 1e9),
    default: 1,
    description: 'The same seed makes the same inputs.',
  },
  only: {
    kind: integer(0, 1e9),
    description: 'The number of one input, to repeat it alone.',
    defaultText: 'none',
  },
} as const;

const FORMAT = {
  kind: text('NAME', /./, 'the name of a format'),
  description: 'The models of one format, by its name in the summary.',
  defaultText: 'all of them',
} as const;

function kindOf(
  summary: string,
  load: () => Promise<(format?: string) => FuzzKind | Promise<FuzzKind>>,
  own: { readonly format?: typeof FORMAT } = {},
): CommandEntry {
  const command = defineCommand({
    options: { ...OPTIONS, ...own },
    notes: ['Exit codes: 0 all were read or refused as they should be, 1 some were not.'],
    async run({ count, seed, only, format }, shell) {
      const make = await load();
      const failures = await runCampaign(await make(format), {
        seed,
        first: only ?? 0,
        count: only === undefined ? count : 1,
        print: shell.say,
      });
      if (failures > 0) throw new InputsFailedError(failures);
    },
  });
  return { summary, load: () => Promise.resolve(command) };
}

await runProgram(
  {
    name: 'npx node tools/fuzz/src/main.ts',
    summary: 'Reads inputs that were broken at random, and prints what became of them.',
    commands: {
      tables: kindOf(
        'CSV, JSON Lines and Parquet, as training and predict read them.',
        async () => (await import('./kinds/tables.ts')).tables,
      ),
      containers: kindOf(
        'Files of gzip and Zstandard, as every command unpacks them.',
        async () => (await import('./kinds/containers.ts')).containers,
      ),
      'model-files': kindOf(
        'Model files whose hash is made right again.',
        async () => (await import('./kinds/model-files.ts')).modelFiles,
      ),
      events: kindOf(
        'Events into the built handler.',
        async () => (await import('./kinds/events.ts')).events,
      ),
      'foreign-models': kindOf(
        'Models of other libraries, as import reads them.',
        async () => (await import('./kinds/foreign-models.ts')).foreignModels,
        { format: FORMAT },
      ),
    },
  },
  process,
);
