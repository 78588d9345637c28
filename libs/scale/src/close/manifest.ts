import { createHash } from 'node:crypto';

import { FailedRows } from '@lambda-forest/scoring';
import type { FailedPlace } from '@lambda-forest/scoring';
import { snakeCaseKeys } from '@lambda-forest/text';

import type { Cost } from '../cost/usage.ts';
import { partName } from '../layout.ts';
import { OthersSum } from './others-sum.ts';
import type { Piece } from '../plan/piece.ts';
import type { RunSpec } from '../run-spec.ts';
import type { Receipt } from '../score/receipt.ts';

const MAX_NOTICES = 20;

/** What a run has come to. The file has these names in snake_case. */
export interface Manifest {
  readonly model: RunSpec['model'];
  readonly options: RunSpec['options'];
  readonly input: {
    readonly files: number;
    /** Of them, those without a row. */
    readonly emptyFiles: number;
    readonly bytes: number;
    /** SHA-256 of the plan, which names every file with its size and ETag. */
    readonly planSha256: string;
  };
  readonly output: {
    readonly parts: number;
    readonly bytes: number;
    /** SHA-256 of the list of the parts, which has the hash of each. */
    readonly partsSha256: string;
  };
  readonly rows: number;
  readonly refused: {
    readonly rows: number;
    /** The first row of each reason, of the first 20 reasons, with how many more have it. */
    readonly places: readonly FailedPlace[];
    /** Rows that no place stands for. */
    readonly others: number;
  };
  /**
   * Lines on files that write numbers otherwise than training did, and on columns whose levels count as others: the
   * first 20, and how many more there are.
   */
  readonly notices?: { readonly lines: readonly string[]; readonly others: number } | undefined;
  /** Pieces that had to be scored again because they began within quotes. */
  readonly correctedPieces: number;
  /** Of all pieces together, however many ran at a time. */
  readonly workSeconds: number;
  /** Of a run on AWS: what it took of its functions, and of what they called. */
  readonly cost?: Cost | undefined;
}

export interface Closing {
  readonly manifest: Manifest;
  /** The text of `RUN_FILES.parts`. */
  readonly parts: string;
}

/**
 * What is written once every piece has its receipt.
 *
 * @param plan the text of the plan
 * @param pieces of the plan, in its order
 * @param receipts of all of them, by id
 * @param cost see `Manifest`
 */
export function closeRun(
  { model, options }: RunSpec,
  plan: string,
  pieces: readonly Piece[],
  receipts: ReadonlyMap<string, Receipt>,
  cost: Cost | undefined,
): Closing {
  const failed = new FailedRows();
  const lines: string[] = [];
  let [rows, bytes, seconds, files, inputBytes, correctedPieces] = [0, 0, 0, 0, 0, 0];
  const filled = new Set<string>();
  const notices = new Set<string>();
  const others = new OthersSum();
  let key: string | undefined;
  let linesBefore = 0;
  for (const piece of pieces) {
    const receipt = receipts.get(piece.id)!;
    if (piece.key !== key) {
      ({ key } = piece);
      files++;
      inputBytes += piece.size;
      linesBefore = 0;
    }
    const file = piece.key;
    const before = linesBefore;
    failed.addAll(
      receipt.refusedRows,
      receipt.places.map((place) => ({ ...place, file, line: before + place.line })),
    );
    linesBefore += receipt.lines;
    if (receipt.isCorrected) correctedPieces++;
    if (receipt.notice !== undefined) notices.add(receipt.notice);
    others.add(file, receipt.otherLevels ?? []);
    rows += receipt.rows;
    if (receipt.rows > 0) filled.add(file);
    bytes += receipt.bytes;
    seconds += receipt.seconds;
    lines.push(`${JSON.stringify(snakeCaseKeys(describePart(piece, receipt, options)))}\n`);
  }
  const parts = lines.join('');
  for (const line of others.describe()) notices.add(line);
  return {
    parts,
    manifest: {
      model,
      options,
      input: {
        files,
        emptyFiles: files - filled.size,
        bytes: inputBytes,
        planSha256: sha256(plan),
      },
      output: { parts: pieces.length, bytes, partsSha256: sha256(parts) },
      rows,
      refused: { rows: failed.count, places: failed.list, others: failed.untold },
      ...(notices.size > 0 && {
        notices: {
          lines: [...notices].slice(0, MAX_NOTICES),
          others: Math.max(0, notices.size - MAX_NOTICES),
        },
      }),
      correctedPieces,
      workSeconds: Math.round(seconds * 1000) / 1000,
      cost,
    },
  };
}

function describePart(
  piece: Piece,
  { name, rows, refusedRows, bytes, sha256 }: Receipt,
  { answers }: RunSpec['options'],
) {
  return { name: partName(name, answers), of: piece.key, rows, refusedRows, bytes, sha256 };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
