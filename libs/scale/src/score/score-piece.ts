import type { Schema } from '@lambda-forest/schema';
import { AnswerText, RowReader } from '@lambda-forest/scoring';
import type { Scorer } from '@lambda-forest/scoring';

import { partName, pieceName } from '../layout.ts';
import type { Piece } from '../plan/piece.ts';
import type { InputStore, OutputStore } from '../store.ts';
import { HashedFile } from './hashed-file.ts';
import { readPiece } from './read-piece.ts';
import type { Found, Reading } from './read-piece.ts';
import type { Receipt } from './receipt.ts';
import { refusalOf } from './refusal.ts';
import type { ScoreOptions } from './score-options.ts';

export interface Scoring {
  readonly schema: Schema;
  readonly scorer: Scorer;
  readonly options: ScoreOptions;
  readonly input: InputStore;
  readonly output: Pick<OutputStore, 'open'>;
  /** Turns the options in reasons into how the program that shows them calls them. */
  readonly spell: (reason: string) => string;
  /** Milliseconds, of any origin. */
  readonly now: () => number;
  /** Given the bytes of a piece that were read, as they come. Default nothing is. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Scores a piece and writes its part, which appears when it is whole, unless it is there: the same bytes under the same
 * name, however often that is done. Memory does not grow with a text's piece; of Parquet a group of rows is held at a time.
 *
 * @returns what came of it, also if the piece cannot be read as it was cut
 * @throws {InputChangedError} for a file that is not the planned one any more
 */
export async function scorePiece(piece: Piece, scoring: Scoring): Promise<Receipt> {
  const started = scoring.now();
  const answers = new AnswerText(
    scoring.schema,
    scoring.scorer,
    scoring.options.answers,
    scoring.spell,
  );
  const name = pieceName(piece);
  const key = partName(name, scoring.options.answers);
  const part = new HashedFile(await scoring.output.open(key, piece.replaces));
  const seconds = () => Math.round(scoring.now() - started) / 1000;
  const rest = (found: Found) => ({
    id: piece.id,
    name,
    isCorrected: piece.kind === 'bytes' && piece.first !== undefined,
    ...found,
    rows: answers.rows,
    refusedRows: answers.failed.count,
    places: answers.failed.list,
    notice,
    otherLevels: reader.otherLevels,
    header: answers.header,
  });
  const { keep, choice } = scoring.options;
  let isOwn = piece.kind !== 'bytes' || piece.start === 0;
  let notice: string | undefined;
  const reader = new RowReader(scoring.schema, {
    source: piece.key,
    onNotice(text) {
      notice = text;
    },
    keep: keep && { columns: keep, reserved: answers.names },
    onBatch(batch) {
      if (isOwn) answers.add(batch, reading.firstLine);
    },
  });
  const onRows = () => part.write(answers.take());
  const reading: Reading = {
    ...scoring,
    piece,
    choice,
    sinks: reader,
    onNames() {
      reader.forget();
      isOwn = true;
    },
    onRows,
    found: { lines: 0 },
    firstLine: 1,
  };
  try {
    await readPiece(reading);
    reader.flush();
    await onRows();
    await part.finish();
    return { ...rest(reading.found), ...part.written, seconds: seconds() };
  } catch (error) {
    const refusal = refusalOf(piece.key, error, reading.firstLine, scoring.spell);
    if (refusal === undefined) throw error;
    return {
      ...rest(reading.found),
      bytes: 0,
      sha256: '',
      seconds: seconds(),
      refusal,
    };
  } finally {
    await part.discard();
  }
}
