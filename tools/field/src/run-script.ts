import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FieldCase, Outcome } from './field-case.ts';

const ROOT = join(import.meta.dirname, '../../..');
const TIMEOUT_MS = 300_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

const PRELUDE = `set -e
lambda-forest() { node "$ROOT/apps/cli/bin/lambda-forest.cjs" "$@"; }
`;

/** @param cases the folder of all cases */
export function runScript({ folder, script }: FieldCase, cases: string): Outcome {
  const out = mkdtempSync(join(tmpdir(), 'field-'));
  try {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', PRELUDE + script], {
      cwd: join(cases, folder),
      encoding: 'utf8',
      timeout: TIMEOUT_MS,
      maxBuffer: MAX_OUTPUT_BYTES,
      env: {
        ...process.env,
        ROOT,
        OUT: out,
        Q: `--n-jobs=1 --n-estimators=5 --output-dir=${out}/model`,
      },
    });
    return { exit: status ?? -1, output: stdout + stderr };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
