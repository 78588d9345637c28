import { jsonText, printable, snakeCaseKeys } from '@lambda-forest/text';

import { STOPPED } from './exit-codes.ts';
import type { Host, OutputStream } from './host.ts';
import { terminalColumns } from './terminal-columns.ts';
import { fit } from './wrap.ts';

/** Where a command writes, and how it learns that it should stop. */
export interface Shell {
  /** Lines for a person: what is done and what came of it, nothing of it invisible. With `--json` they go to stderr. */
  readonly say: (...lines: readonly string[]) => void;
  /** The same for a text with colours of its own, of which no part comes from elsewhere. */
  readonly sayStyled: (text: string) => void;
  /** The one document that `--json` promises, to stdout, with keys in snake_case. */
  readonly document: (value: unknown) => void;
  /** Columns of the terminal; undefined where there is no terminal. */
  readonly columns: number | undefined;
  /** Whether somebody is there to answer a question. */
  readonly isInteractive: boolean;
  /**
   * From the first call on, Ctrl-C and a termination request abort the signal instead of ending the process. A
   * second one ends it at once.
   *
   * @param others signals that do the same, such as SIGHUP. Default none
   */
  readonly cancellation: (...others: readonly string[]) => AbortSignal;
  /**
   * From now on, Ctrl-C and a termination request end the process at once.
   *
   * @param note printed then
   */
  readonly exitWhenStopped: (note: string | undefined) => void;
}

/** One key press reaches every process around us, and some of them pass it on: these are one request. */
const SAME_KEY_PRESS_MS = 500;

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'];

export function createShell(host: Host, isJson: boolean): Shell {
  const stream: OutputStream = isJson ? host.stderr : host.stdout;
  return {
    say: (...lines) => {
      // Names of columns, models and files stand in them, which may come from anywhere.
      const shown = lines
        .flatMap((line) => line.split('\n'))
        .flatMap((line) => fit(printable(line), terminalColumns(stream)));
      stream.write(`${shown.join('\n')}\n`);
    },
    sayStyled: (text) => void stream.write(`${text}\n`),
    document: (value) => void host.stdout.write(jsonText(snakeCaseKeys(value))),
    columns: terminalColumns(stream),
    isInteractive: host.stdin.isTTY === true && stream.isTTY === true,
    cancellation: (...others) => abortOnSignal(host, [...STOP_SIGNALS, ...others]),
    exitWhenStopped(note) {
      for (const name of STOP_SIGNALS) {
        host.on(name, () => {
          if (note !== undefined) host.stderr.write(`${note}\n`);
          host.exit(STOPPED);
        });
      }
    },
  };
}

function abortOnSignal(host: Host, signals: readonly string[]): AbortSignal {
  const controller = new AbortController();
  let first: bigint | undefined;
  for (const name of signals) {
    host.on(name, () => {
      const now = host.hrtime.bigint();
      const elapsed = first === undefined ? 0 : Number(now - first) / 1e6;
      if (elapsed > SAME_KEY_PRESS_MS) host.exit(STOPPED);
      first ??= now;
      controller.abort(new Error(`Received ${name}.`));
    });
  }
  return controller.signal;
}
