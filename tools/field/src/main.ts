/**
 * Runs the cases of a folder and prints what became of each:
 *
 *     npx nx run field:run -- --cases=/path/to/cases --only=A1,C2
 *
 * The exit code is 1 if one is not as expected.
 */
import { parseArgs } from 'node:util';

import { textTable } from '@lambda-forest/cli';

import { CASES } from './cases/index.ts';
import { judge } from './field-case.ts';
import { runScript } from './run-script.ts';

const { values } = parseArgs({ options: { cases: { type: 'string' }, only: { type: 'string' } } });
if (values.cases === undefined) {
  console.error('Found no folder of cases, expected --cases=PATH.');
  process.exit(2);
}
const folder = values.cases;
const only = values.only?.split(',');
const chosen = CASES.filter(({ id }) => only?.includes(id) ?? true);

const rows = chosen.map((one): string[] => {
  const faults = judge(one, runScript(one, folder));
  const expected = [`exit ${one.exit ?? 0}`, ...(one.says ?? []).map(String)].join(' ');
  return [one.id, expected, faults.length === 0 ? 'yes' : 'NO', faults.join('; ')];
});
const wrong = rows.filter(([, , , faults]) => faults !== '').length;
const table = [['case', 'expected', 'ok', 'got instead'], ...rows];
console.log(textTable(table, ['left', 'left', 'left', 'left']).join('\n'));
console.log(`${rows.length - wrong} of ${rows.length} are as expected.`);
process.exitCode = wrong === 0 ? 0 : 1;
