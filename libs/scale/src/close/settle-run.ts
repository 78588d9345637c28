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

export interface Settlement {
  /** Pieces to be scored, or scored again. */
  readonly open: readonly Piece[];
  /** What was written if there are none. */
  readonly manifest?: Manifest;
}

/** Requests; one after the other they would take hours, of a large run in S3. */
const AT_ONCE = 64;

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
  const known = pieces.filter(({ id }) => sizes.has(receiptKey(id)));
  const texts = await inTurns(known, ({ id }) => output.get(receiptKey(id)));
  for (const text of texts) {
    const receipt = JSON.parse(text!) as Receipt;
    const { id, bytes, refusal } = receipt;
    const isThere = sizes.get(partName(id, spec.options.answers)) === bytes;
    if (refusal === undefined ? isThere : !isFirst) receipts.set(id, receipt);
  }
  const { open, refusals } = checkPieces(pieces, receipts);
  if (refusals.length > 0) throw new PiecesRefusedError(refusals);
  if (open.length > 0) {
    // A file that has changed is open in every round.
    if (!isFirst) await requireUnchanged(input, open);
    await output.remove(RUN_FILES.manifest); // first: without it the output is not complete
    await output.remove(RUN_FILES.parts);
    return { open };
  }
  await requireUnchanged(input, pieces);
  const { manifest, parts } = closeRun(spec, plan, pieces, receipts);
  await output.put(RUN_FILES.parts, parts);
  await output.put(RUN_FILES.manifest, jsonText(snakeCaseKeys(manifest)));
  return { open, manifest };
}

async function requireUnchanged(input: InputStore, pieces: readonly Piece[]): Promise<void> {
  const files = new Map(pieces.map((piece) => [piece.key, piece]));
  await inTurns([...files.values()], (file) => collect(input.read(file, 0, 0)));
}

async function inTurns<Item, Result>(
  items: readonly Item[],
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const all: Result[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    all.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(each))));
  }
  return all;
}
