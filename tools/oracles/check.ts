/**
 * Makes every golden file again and compares it with the one in the repository:
 *
 *     npx nx run oracles:check
 *
 * It runs each make-*.py into a temporary folder, and ends with 1 if a file differs, is missing, or is in a folder of
 * golden files although no script makes it. Without Python 3 it prints that nothing was checked and ends with 0.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { run } from '../python/environment.ts';
import { findDifference } from './compare.ts';
import { withPython } from './with-python.ts';

const ORACLES = import.meta.dirname;
const ROOT = join(ORACLES, '..', '..');
process.exitCode = await withPython('GOLDEN FILES NOT CHECKED', ORACLES, (python, output) => {
  const scripts = readdirSync(ORACLES).filter((name) => /^make-.*\.py$/.test(name));
  for (const script of scripts) run(python, [join(ORACLES, script), output]);
  return report(scripts, output);
});

/** @param output the folder that the scripts wrote to */
function report(scripts: readonly string[], output: string): number {
  const made = filesIn(output);
  const folders = [...new Set(made.map((path) => dirname(path)))];
  const committed = folders.flatMap((folder) =>
    existsSync(join(ROOT, folder)) ? filesIn(ROOT, folder) : [],
  );
  const problems = [
    ...made.flatMap((path) => {
      if (!existsSync(join(ROOT, path))) return [`${path} is missing from the repository`];
      const [again, before] = [output, ROOT].map((root) => readFileSync(join(root, path)));
      const difference = findDifference(path, again!, before!);
      return difference === undefined ? [] : [`${path}: ${difference}`];
    }),
    ...committed
      .filter((path) => !made.includes(path))
      .map((path) => `${path} is not made by any script`),
  ];
  if (made.length === 0) problems.push(`${scripts.length} scripts wrote no file`);
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length === 0
      ? `${made.length} golden files made by ${scripts.join(', ')} equal those in the repository.`
      : `${problems.length} differences. If they are intended, make the files again: tools/oracles/README.md.`,
  );
  return problems.length === 0 ? 0 : 1;
}

/** The files directly in a folder below `root`, or all of them: sorted, relative to `root`. */
function filesIn(root: string, folder?: string): string[] {
  return readdirSync(join(root, folder ?? ''), {
    recursive: folder === undefined,
    encoding: 'utf8',
  })
    .map((name) => join(folder ?? '', name))
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
}
