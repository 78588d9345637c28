import { join } from 'node:path';

import { pythonEnvironment } from '../python-environment.ts';

/** The emulator's program. */
export const MINISTACK = join(import.meta.dirname, '.venv', 'bin', 'ministack');

/** Its interpreter. */
export const PYTHON = join(import.meta.dirname, '.venv', 'bin', 'python');

/** What Vitest calls once, before all tests: installs the emulator where it is not. */
export function setup(): void {
  pythonEnvironment(import.meta.dirname);
}
