import { jsonText, snakeCaseKeys } from '@lambda-forest/text';

import { PiecesRefusedError } from '../errors.ts';
import { partName, receiptKey, RUN_FILES } from '../layout.ts';
import type { OpenRun } from '../open-run.ts';
import type { Piece } from '../plan/piece.ts';
import type { RunSpec } from '../run-spec.ts';
import { collect } from '../score/collect.ts';
import type { Receipt } from '../score/receipt.ts';
import type { InputStore, OutputStore } from '../store.ts';
import { checkPieces } from './check-pieces.ts';
import { closeRun } from './manifest.ts';
import type { Manifest } from './manifest.ts';

/** Either the run is over, or these pieces are to be scored, or scored again. */
export type Settlement =
  | { readonly manifest: Manifest }
  | { readonly manifest?: undefined; readonly open: readonly Piece[] };

/**
 * Finds out which pieces of a run are still to be scored; if there are none, writes the manifest, else removes it.
 *
 * @param isFirst whether this attempt has scored nothing yet: then what was refused in an earlier one is tried again
 * @throws {PiecesRefusedError} if pieces that were cut right could not be read
 * @throws {InputChangedError} for a file that is not the planned one any more
 */
export async function settleRun(
  spec: RunSpec,
  { input, pieces, plan }: OpenRun,
  output: OutputStore,
  isFirst: boolean,
): Promise<Settlement> {
  const receipts = new Map<string, Receipt>();
  const sizes = new Map<string, number>();
  for await (const { key, size } of output.list()) sizes.set(key, size);
  for (const { id } of pieces) {
    if (!sizes.has(receiptKey(id))) continue;
    const receipt = JSON.parse((await output.get(receiptKey(id)))!) as Receipt;
    const isRefused = receipt.refusal !== undefined;
    const isThere = sizes.get(partName(id, spec.options.answers)) === receipt.bytes;
    if (isRefused ? !isFirst : isThere) receipts.set(id, receipt);
  }
  const { open, refusals } = checkPieces(pieces, receipts);
  if (refusals.length > 0) throw new PiecesRefusedError(refusals);
  if (open.length > 0) {
    await output.remove(RUN_FILES.manifest); // first: without it the output is not complete
    await output.remove(RUN_FILES.parts);
    return { open };
  }
  await requireUnchanged(input, pieces);
  const { manifest, parts } = closeRun(spec, plan, pieces, receipts);
  await output.put(RUN_FILES.parts, parts);
  await output.put(RUN_FILES.manifest, jsonText(snakeCaseKeys(manifest)));
  return { manifest };
}

async function requireUnchanged(input: InputStore, pieces: readonly Piece[]): Promise<void> {
  const files = new Map(pieces.map((piece) => [piece.key, piece]));
  for (const file of files.values()) await collect(input.read(file, 0, 0));
}
