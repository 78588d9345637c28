import { formatSeconds } from '@lambda-forest/text';

import { terminalColumns } from './terminal-columns.ts';

/** Where progress is shown: a terminal's stream, such as `process.stderr`. */
export interface ProgressStream {
  /** Absent or false if the stream is not a terminal: then nothing is shown. */
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export const CLEAR_LINE = '\r\u001b[2K';
const REDRAW_MS = 80;
const DEFAULT_COLUMNS = 80;

/**
 * One line on a terminal that is redrawn in place: what is being done, how far it is, and how long it will
 * still take. Shows nothing on anything but a terminal.
 *
 * ```ts
 * const progress = new ProgressLine(process.stderr, () => performance.now());
 * progress.show('Cross-validation', 120, 500);
 * progress.clear();
 * ```
 */
export class ProgressLine {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #started = 0;
  #drawn = -Infinity;
  #label = '';

  /** @param now a clock in milliseconds, of any origin */
  constructor(stream: ProgressStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  /** @param total at least 1; `done` counts up to it */
  show(label: string, done: number, total: number): void {
    if (this.#stream.isTTY !== true) return;
    const now = this.#now();
    if (label !== this.#label) {
      this.#label = label;
      this.#started = now;
    } else if (now - this.#drawn < REDRAW_MS && done < total) {
      return;
    }
    this.#drawn = now;
    const percent = Math.floor((100 * done) / total);
    const line = `${label}  ${percent}%  ${done}/${total}${this.#remaining(now, done, total)}`;
    const width = terminalColumns(this.#stream) ?? DEFAULT_COLUMNS;
    this.#stream.write(CLEAR_LINE + line.slice(0, width - 1));
  }

  /** Clears the line, so that the next output starts on an empty line. */
  clear(): void {
    if (this.#stream.isTTY === true && this.#label !== '') {
      this.#stream.write(CLEAR_LINE);
      this.#label = '';
    }
  }

  #remaining(now: number, done: number, total: number): string {
    const elapsed = now - this.#started;
    if (done === 0 || elapsed < 1000) return '';
    const seconds = Math.ceil(((elapsed / done) * (total - done)) / 1000);
    return `  about ${formatSeconds(seconds)} left`;
  }
}
