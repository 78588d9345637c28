import { join } from 'node:path';

import { install, programsOf } from '../../../../tools/python/environment.ts';

const PROGRAMS = programsOf(import.meta.dirname);

/** The emulator's program. */
export const MINISTACK = join(PROGRAMS, 'ministack');

/** Its interpreter. */
export const PYTHON = join(PROGRAMS, 'python');

/** What Vitest calls once, before all tests: installs the emulator where it is not. */
export function setup(): void {
  install(import.meta.dirname);
}
