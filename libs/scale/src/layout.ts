import type { AnswerOptions } from '@lambda-forest/scoring';

import type { Piece } from './plan/piece.ts';

/** What a run writes, by the key in its output. Tools that read the output as a table leave out what begins with `_`. */
export const RUN_FILES = {
  /** What is scored and how: written first, so that no other run takes the output. */
  run: '_run/run.json',
  /** A piece a line. */
  plan: '_run/plan.jsonl',
  /** A part a line, in order of the rows. */
  parts: '_parts.jsonl',
  /** Written last: without it the output is not complete. */
  manifest: '_manifest.json',
} as const;

/** The folders of the output in which files are written. */
export const RUN_FOLDERS = ['', '_run', '_run/receipts', '_run/corrections'] as const;

/**
 * What files of a piece are named after: its id, and where its first row was shown to start if it is scored again. What
 * is in them follows from that alone, so that two calls for a piece never write different bytes to one file.
 */
export function pieceName(piece: Piece): string {
  const { id } = piece;
  return piece.kind === 'bytes' && piece.first !== undefined ? `${id}-${piece.first}` : id;
}

/** @param name of the piece that it says the result of */
export function receiptKey(name: string): string {
  return `_run/receipts/${name}.json`;
}

/** Says that a piece was to be scored again, whether or not it was. */
export function correctionKey(name: string): string {
  return `_run/corrections/${name}`;
}

/** @param name of the piece whose answers it has */
export function partName(name: string, { format }: Pick<AnswerOptions, 'format'>): string {
  return `part-${name}.${format}`;
}

/** Whether a key is that of a part, of any run. */
export function isPart(key: string): boolean {
  return /^part-\d+(-\d+)?\./.test(key);
}
