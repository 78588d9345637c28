import { NothingToScoreError, OutputTakenError } from './errors.ts';
import { RUN_FILES } from './layout.ts';
import { decodePlan, encodePlan } from './plan/piece.ts';
import type { Piece } from './plan/piece.ts';
import { planPieces } from './plan/plan-pieces.ts';
import type { RunSpec } from './run-spec.ts';
import type { InputStore, OutputStore } from './store.ts';
import { option } from '@lambda-forest/text';

export interface OpenRun {
  readonly input: InputStore;
  readonly pieces: readonly Piece[];
  /** The text that names them. */
  readonly plan: string;
}

/**
 * Takes an output for a run and plans it; or takes up the run that the output is of, with the plan that it has.
 *
 * @throws {OutputTakenError} for an output of another run, or one that holds anything else
 * @throws {NothingToScoreError} for an input without a file that has a byte
 */
export async function openRun(
  spec: RunSpec,
  input: InputStore,
  output: OutputStore,
  isResumed: boolean,
): Promise<OpenRun> {
  const text = `${JSON.stringify(spec)}\n`;
  if (isResumed) await requireSame(text, output);
  else if (!(await isEmpty(output)) || !(await output.create(RUN_FILES.run, text))) {
    throw new OutputTakenError(
      'files in the output',
      `Name another output, or take up its run again with ${option('resume')}.`,
    );
  }
  const known = await output.get(RUN_FILES.plan);
  if (known !== undefined) return { input, plan: known, pieces: decodePlan(known) };
  const { pieceBytes, options } = spec;
  const { pieces, emptyFiles } = await planPieces(input, { pieceBytes, choice: options.choice });
  if (pieces.length === 0) {
    throw new NothingToScoreError(emptyFiles > 0 ? 'empty files only' : 'no file');
  }
  const plan = encodePlan(pieces);
  await output.put(RUN_FILES.plan, plan);
  return { input, plan, pieces };
}

async function isEmpty(output: OutputStore): Promise<boolean> {
  for await (const _ of output.list()) return false;
  return true;
}

async function requireSame(text: string, output: OutputStore): Promise<void> {
  const found = await output.get(RUN_FILES.run);
  if (found === undefined) {
    throw new OutputTakenError('no run in the output', `Leave out ${option('resume')}.`);
  }
  if (found === text) return;
  throw new OutputTakenError(
    'a run of another model, input or options in the output',
    'Give the same ones, or name another output.',
  );
}
