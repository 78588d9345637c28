/** Runs the cases of a folder and prints what became of each: see README.md, or --help. */
import { existsSync } from 'node:fs';

import { defineCommand, path, runProgram, text, textTable, UsageError } from '@lambda-forest/cli';
import { LambdaForestError } from '@lambda-forest/text';

import { CASES } from './cases/index.ts';
import { judge } from './field-case.ts';
import { runScript } from './run-script.ts';

const run = defineCommand({
  options: {
    cases: { kind: path('DIR'), description: 'The folder of the inputs.', defaultText: 'none' },
    only: {
      kind: text('IDS', /./, 'names of cases, such as A1,C2'),
      description: 'These cases, such as A1,C2.',
      defaultText: 'all of them',
    },
  },
  notes: ['Exit codes: 0 all cases are as expected, 1 some are not, 2 an option is wrong.'],
  run({ cases: folder, only }, shell) {
    if (folder === undefined || !existsSync(folder)) {
      const found = folder === undefined ? 'no folder of cases' : `no folder ${folder}`;
      throw new UsageError(`Found ${found}, expected that of the inputs.`, 'Name it with --cases.');
    }
    const ids = only?.split(',');
    const chosen = CASES.filter(({ id }) => ids?.includes(id) ?? true);
    const rows = chosen.map((one): string[] => {
      const faults = judge(one, runScript(one, folder));
      const expected = [`exit ${one.exit ?? 0}`, ...(one.says ?? []).map(String)].join(' ');
      return [one.id, expected, faults.length === 0 ? 'yes' : 'NO', faults.join('; ')];
    });
    const wrong = rows.filter(([, , , faults]) => faults !== '').length;
    const table = [['case', 'expected', 'ok', 'got instead'], ...rows];
    shell.say(...textTable(table, ['left', 'left', 'left', 'left']));
    shell.say(`${rows.length - wrong} of ${rows.length} are as expected.`);
    if (wrong > 0)
      throw new LambdaForestError('CASES_FAILED', 'Some cases are not as expected.', {
        remedy: 'The table says which.',
      });
    return Promise.resolve();
  },
});

await runProgram(
  {
    name: 'npx node tools/field/src/main.ts',
    summary: 'Inputs that people met in practice, and what must become of each.',
    commands: {
      run: { summary: 'Runs the cases of a folder.', load: () => Promise.resolve(run) },
    },
  },
  process,
);
