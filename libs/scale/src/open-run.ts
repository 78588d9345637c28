import { option, quote } from '@lambda-forest/text';

import { NothingToScoreError, OutputTakenError } from './errors.ts';
import { isPart, RUN_FILES } from './layout.ts';
import { decodePlan, encodePlan } from './plan/piece.ts';
import type { Piece } from './plan/piece.ts';
import { planPieces } from './plan/plan-pieces.ts';
import type { RunSpec } from './run-spec.ts';
import type { InputStore, OutputStore } from './store.ts';

export interface OpenRun {
  readonly input: InputStore;
  readonly pieces: readonly Piece[];
  /** The text that names them. */
  readonly plan: string;
}

export interface OpenOptions {
  /** Whether the output's run is taken up again. */
  readonly isResumed: boolean;
  /** Who opens it: one whose call is tried again opens its run again. Default: nobody does. */
  readonly attempt?: string;
}

/**
 * Plans a run and takes an output for it; or takes up the run that the output is of, with the plan that it has.
 *
 * @throws {OutputTakenError} for an output of another run, or one that holds anything else
 * @throws {NothingToScoreError} for an input without a file
 */
export async function openRun(
  spec: RunSpec,
  input: InputStore,
  output: OutputStore,
  { isResumed, attempt }: OpenOptions,
): Promise<OpenRun> {
  const text = `${JSON.stringify({ spec, attempt })}\n`;
  const isOwn = async () => attempt !== undefined && (await output.get(RUN_FILES.run)) === text;
  if (isResumed) await requireSame(spec, output);
  else if (!(await isOwn())) await requireEmpty(output, isOwn);
  const known = await output.get(RUN_FILES.plan);
  if (known !== undefined) return { input, plan: known, pieces: decodePlan(known) };
  const { pieceBytes, options } = spec;
  const pieces = await planPieces(input, { pieceBytes, choice: options.choice });
  if (pieces.length === 0) throw new NothingToScoreError('no file');
  // Behind the plan, so that an input that cannot be planned leaves the output free.
  if (!isResumed && !(await output.create(RUN_FILES.run, text)) && !(await isOwn())) {
    throw taken(output, true);
  }
  const plan = encodePlan(pieces);
  if (await output.create(RUN_FILES.plan, plan)) return { input, plan, pieces };
  const first = (await output.get(RUN_FILES.plan))!; // of the same call, made twice
  return { input, plan: first, pieces: decodePlan(first) };
}

/** What is expected where a run is taken up. */
const SAME = 'the one that is taken up';
const RUN = 'a run to take up';

/** @param isOwn whether the run in it is the caller's, which may have begun just now */
async function requireEmpty(output: OutputStore, isOwn: () => Promise<boolean>): Promise<void> {
  const keys = await keysOf(output);
  if (keys.size > 0 && !(await isOwn())) throw taken(output, keys.has(RUN_FILES.run));
}

async function keysOf(output: OutputStore): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for await (const { key } of output.list()) keys.add(key);
  return keys;
}

/** @param isRun whether there is a run that can be taken up */
function taken({ name }: OutputStore, isRun: boolean): OutputTakenError {
  if (!isRun) {
    const found = `files that are of no run in ${quote(name)}`;
    return new OutputTakenError(found, 'Name another output.', 'nothing there, or a run to resume');
  }
  const remedy = `Name another output, or take up its run again with ${option('resume')}.`;
  return new OutputTakenError(`a run in ${quote(name)}`, remedy);
}

async function requireSame(spec: RunSpec, output: OutputStore): Promise<void> {
  const found = await output.get(RUN_FILES.run);
  const place = quote(output.name);
  if (found === undefined) throw nothingToResume(output, await keysOf(output));
  const known = JSON.parse(found) as { readonly spec: RunSpec };
  if (JSON.stringify(known.spec) === JSON.stringify(spec)) return;
  const other = `a run of another model, input or options in ${place}`;
  throw new OutputTakenError(other, 'Give the same ones, or name another output.', SAME);
}

/** @param keys in an output that has no run any more, or never had one */
function nothingToResume(output: OutputStore, keys: ReadonlySet<string>): OutputTakenError {
  const place = quote(output.name);
  const resume = option('resume');
  if (keys.size === 0)
    return new OutputTakenError(`no run in ${place}`, `Leave out ${resume}.`, RUN);
  if (![...keys].some(isPart)) return taken(output, false);
  const state = keys.has(RUN_FILES.manifest) ? 'a complete run' : 'parts of a run';
  return new OutputTakenError(
    `${state} in ${place} without its plan and receipts, which a stage keeps for 14 days`,
    `Name another output, or remove what is there and leave out ${resume}.`,
    RUN,
  );
}
