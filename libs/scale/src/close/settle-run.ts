import { Buffer } from 'node:buffer';

import { jsonText, snakeCaseKeys } from '@lambda-forest/text';

import { costOf } from '../cost/usage.ts';
import type { Usage } from '../cost/usage.ts';
import { InputChangedError, PiecesRefusedError } from '../errors.ts';
import { inTurns } from '../in-turns.ts';
import { correctionKey, partName, pieceName, receiptKey, RUN_FILES } from '../layout.ts';
import type { OpenRun } from '../open-run.ts';
import type { Piece } from '../plan/piece.ts';
import type { RunSpec } from '../run-spec.ts';
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

/**
 * Finds out which pieces of a run are still to be scored; if there are none, writes the manifest, else removes it.
 *
 * @param isFirst whether this attempt has scored nothing yet: then what was refused in an earlier one is tried again
 * @param usage what planning and checking has taken of AWS, writing the manifest included. Default: this is not AWS
 * @throws {PiecesRefusedError} if pieces that were cut right could not be read
 * @throws {InputChangedError} for a file that is not the planned one any more
 */
export async function settleRun(
  spec: RunSpec,
  { input, pieces, plan }: OpenRun,
  output: OutputStore,
  isFirst: boolean,
  usage?: () => Usage,
): Promise<Settlement> {
  const { answers, choice } = spec.options;
  const files = new Map<string, { readonly size: number; readonly etag: string }>();
  for await (const { key, ...file } of output.list()) files.set(key, file);
  const partOf = (piece: string) => files.get(partName(piece, answers));
  const names = namesOf(files.keys());
  const receipts = new Map<string, Receipt[]>(pieces.map(({ id }) => [id, []]));
  const known = names.filter((name) => files.has(receiptKey(name)));
  const read = async (name: string) => JSON.parse((await output.get(receiptKey(name)))!) as Receipt;
  for (const receipt of await inTurns(known, read)) {
    if (receipt.refusal === undefined || !isFirst) receipts.get(receipt.id)!.push(receipt);
  }
  const {
    open: unproven,
    refusals,
    chosen,
  } = checkPieces(pieces, receipts, choice.skipRowsAfterHeader);
  const isThere = ({ name, bytes, refusal }: Receipt) =>
    refusal !== undefined || partOf(name)?.size === bytes;
  const open = [...unproven, ...lostPieces(pieces, unproven, chosen, isThere)].sort(byId);
  if (refusals.length > 0) throw new PiecesRefusedError(refusals);
  if (open.length > 0) {
    // A file that has changed is open in every round.
    if (!isFirst) await requireUnchanged(input, open);
    // First: without it the output is not complete. Only what was there when this began, which may end late.
    for (const key of [RUN_FILES.manifest, RUN_FILES.parts]) {
      if (files.has(key)) await output.remove(key);
    }
    const corrections = open.map(pieceName).filter((name, i) => name !== open[i]!.id);
    await inTurns(corrections, (name) => output.put(correctionKey(name), ''));
    return { open: open.map((piece) => ({ ...piece, replaces: partOf(pieceName(piece))?.etag })) };
  }
  await requireUnchanged(input, pieces);
  const others = othersOf(names, chosen).filter(
    ({ name, header }) => partOf(name)?.size !== Buffer.byteLength(header),
  );
  await inTurns(others, ({ name, header }) => output.put(partName(name, answers), header));
  const used = [...receipts.values()].flat().flatMap((receipt) => receipt.usage ?? []);
  const cost = usage && costOf([...used, usage()]);
  const { manifest, parts } = closeRun(spec, plan, pieces, chosen, cost);
  await output.put(RUN_FILES.parts, parts);
  await output.put(RUN_FILES.manifest, jsonText(snakeCaseKeys(manifest)));
  return { open, manifest };
}

/** Pieces that began where they had to, but whose part is not found as it was written. */
function lostPieces(
  pieces: readonly Piece[],
  unproven: readonly Piece[],
  chosen: ReadonlyMap<string, Receipt>,
  isThere: (receipt: Receipt) => boolean,
): readonly Piece[] {
  const others = new Set(unproven.map(({ id }) => id));
  return pieces.flatMap((piece) => {
    const receipt = chosen.get(piece.id);
    if (others.has(piece.id) || receipt === undefined || isThere(receipt)) return [];
    return [receipt.isCorrected ? { ...piece, first: receipt.first } : piece];
  });
}

function byId(one: Piece, other: Piece): number {
  return Number(one.id) - Number(other.id);
}

/** Of all that was or is being scored: whatever has a receipt, a part, or is to be scored again. */
function namesOf(keys: Iterable<string>): readonly string[] {
  const found = [...keys].flatMap(
    (key) => /^(?:part-|_run\/\w+\/)(\d+(?:-\d+)?)\b/.exec(key)?.[1] ?? [],
  );
  return [...new Set(found)].sort();
}

/**
 * Parts of pieces that began at a wrong row, of which only the header is left. They are not removed: a call that is late
 * finds them, and leaves them as they are.
 */
function othersOf(
  names: readonly string[],
  chosen: ReadonlyMap<string, Receipt>,
): { readonly name: string; readonly header: string }[] {
  const all = new Set(names);
  for (const { id, name } of chosen.values()) if (name !== id) all.add(id);
  for (const { name } of chosen.values()) all.delete(name);
  return [...all].map((name) => ({ name, header: chosen.get(name.split('-')[0]!)?.header ?? '' }));
}

/** The input is listed, because a request for each of many files takes longer than a function has. */
async function requireUnchanged(input: InputStore, pieces: readonly Piece[]): Promise<void> {
  const planned = new Map(pieces.map(({ key, etag }) => [key, etag]));
  for await (const { key, etag } of input.list()) {
    if (planned.get(key) === etag) planned.delete(key);
  }
  for (const key of planned.keys()) throw new InputChangedError(key);
}
