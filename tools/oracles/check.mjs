/**
 * Makes every golden file again and compares it with the one in the repository:
 *
 *     npx nx run oracles:check
 *
 * It keeps a virtual environment at tools/oracles/.venv with exactly what requirements.txt says, runs each
 * make-*.py into a temporary folder, and ends with 1 if a file differs, is missing, or is in a folder of
 * golden files although no script makes it. Without Python 3 it prints that nothing was checked and ends with 0.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { findDifference } from './compare.mjs';
import { ensureEnvironment, findPython, run } from './environment.mjs';

const ORACLES = import.meta.dirname;
const ROOT = join(ORACLES, '..', '..');
process.exitCode = main();

/** @returns {number} the exit code */
function main() {
  const python = findPython();
  if (python === undefined) {
    console.warn('GOLDEN FILES NOT CHECKED: found no Python 3. Install Python 3.11 or newer.');
    return 0;
  }
  const output = mkdtempSync(join(tmpdir(), 'oracles-'));
  try {
    const venvPython = ensureEnvironment(python);
    const scripts = readdirSync(ORACLES).filter((name) => /^make-.*\.py$/.test(name));
    for (const script of scripts) run(venvPython, [join(ORACLES, script), output]);
    return report(scripts, output);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} scripts
 * @param {string} output the folder that they wrote to
 * @returns {number} the exit code
 */
function report(scripts, output) {
  const made = filesIn(output);
  const folders = new Set(made.map((path) => dirname(path)));
  const committed = [...folders].flatMap((folder) =>
    existsSync(join(ROOT, folder)) ? filesOf(folder) : [],
  );
  const problems = [
    ...made.flatMap((path) => {
      if (!existsSync(join(ROOT, path))) return [`${path} is missing from the repository`];
      const difference = findDifference(
        path,
        readFileSync(join(output, path)),
        readFileSync(join(ROOT, path)),
      );
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

/**
 * @param {string} root
 * @returns {string[]} all files below it, as sorted relative paths
 */
function filesIn(root) {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
}

/**
 * @param {string} folder relative to the repository
 * @returns {string[]} the files directly in it, relative to the repository
 */
function filesOf(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name));
}
