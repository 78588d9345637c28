/** What is told to whoever reads pieces of a table, and what they answer. */
import type { TableRules, TablePlan, TableSummary } from '@lambda-forest/data';
import type { Piece, readPieces } from '@lambda-forest/scale';
import type { TextChoice } from '@lambda-forest/table';
import type { Coding } from '@lambda-forest/training';

type Outcome = Awaited<ReturnType<Parameters<typeof readPieces>[2]>>;

export interface TableSetup {
  readonly choice: TextChoice;
  /** By key, what messages call the files. */
  readonly names: ReadonlyMap<string, string>;
  readonly rules: TableRules;
  /** Of the second pass: what the first one has found out. */
  readonly second?: SecondPass;
}

interface SecondPass {
  readonly plan: Pick<TablePlan, 'schema'>;
  readonly coding: Coding;
}

export interface TableTask {
  readonly piece: Piece;
  /** Lines of the piece's file above it. */
  readonly linesBefore: number;
}

/** The summary is that of the first pass; there is none of a piece that was refused. */
export interface TableAnswer extends Outcome {
  readonly summary?: TableSummary;
}

/** The file that the coded rows of a piece are written to. */
export function codedName(piece: Pick<Piece, 'id'>): string {
  return `${piece.id}.codes`;
}
