/** An account of AWS in an emulator, and what tests do there. */
import { expect } from 'vitest';

import { startEmulator } from './emulator.ts';
import type { Emulator } from './emulator.ts';
import { program } from './program.ts';
import type { Run, RunOptions } from './program.ts';

export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
export const REGION = 'eu-west-1';

/** For commands whose synthesis is to be validated by CloudFormation's rules, as it is for people. */
export const VALIDATED = { env: { CDK_VALIDATION: undefined } };

export async function bootstrapped(): Promise<Emulator> {
  const emulator = await startEmulator();
  expect(await program(emulator, ['bootstrap', '--yes'])).toMatchObject({ code: 0 });
  return emulator;
}

export interface Deployment {
  readonly version: number;
  readonly url: string;
  readonly model: { readonly sha256: string };
  readonly smoke: { readonly ok: boolean };
}

export async function deploy(
  emulator: Emulator,
  options: readonly string[] = [],
  how: RunOptions = {},
): Promise<Deployment> {
  const run = await program(emulator, ['deploy', '--yes', '--json', ...options], how);
  expect(run.code, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
}

export async function versions(emulator: Emulator): Promise<Versions> {
  const run = await program(emulator, ['versions', '--json']);
  expect(run.code, run.stderr).toBe(0);
  const { live, versions: all } = JSON.parse(run.stdout) as {
    live: number;
    versions: { version: number; state: string }[];
  };
  return { live, states: all.map(({ version, state }) => [version, state]) };
}

interface Versions {
  readonly live: number;
  readonly states: readonly [number, string][];
}

/** One line on stderr that says how to go on, and no stack. */
export function expectOneLine(run: Run, code: number, said: RegExp): void {
  expect(run.code, run.stderr).toBe(code);
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
  expect(run.stderr).toMatch(said);
}
