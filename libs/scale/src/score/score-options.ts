import type { AnswerOptions, Keep } from '@lambda-forest/scoring';
import type { TextChoice } from '@lambda-forest/table';

/** How all pieces of a run are scored. */
export interface ScoreOptions {
  readonly answers: AnswerOptions;
  /** Columns of the files that are written before the answers. Default none. */
  readonly keep?: Keep['columns'] | undefined;
  readonly choice: TextChoice;
}
