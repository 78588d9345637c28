import type { AnswerOptions } from '@lambda-forest/scoring';

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
export const RUN_FOLDERS = ['', '_run', '_run/receipts'] as const;

/** @param id of the piece that it says the result of */
export function receiptKey(id: string): string {
  return `_run/receipts/${id}.json`;
}

/** @param id of the piece whose answers it has */
export function partName(id: string, { format }: Pick<AnswerOptions, 'format'>): string {
  return `part-${id}.${format}`;
}

/** Whether a key is that of a part, of any run. */
export function isPart(key: string): boolean {
  return /^part-\d+\./.test(key);
}
