import type { AwsClients } from '../aws/clients.ts';
import type { Send } from '../smoke/send.ts';

/** What a command meets outside: given by the program, and by tests. */
export interface CommandContext {
  /** The workspace's folder, absolute. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly connect: (region: string) => AwsClients;
  readonly send: Send;
  /** Runs a program to see whether it works: undefined if it ends with 0, else why it does not, on one line. */
  readonly tryProgram: (program: string, args: readonly string[]) => Promise<string | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Where a command writes and whom it may ask. */
export interface Terminal {
  /** Lines for a person: what is done and what came of it. With `--json` they go to stderr. */
  readonly say: (...lines: string[]) => void;
  /** The one document that `--json` promises, to stdout. */
  readonly document: (value: unknown) => void;
  /** Columns, where it is known. */
  readonly columns: number | undefined;
  /** Whether somebody is there to answer. */
  readonly isInteractive: boolean;
  /** The answer of a person, without blanks around it. */
  readonly ask: (question: string) => Promise<string>;
}
