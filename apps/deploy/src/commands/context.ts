import type { ModelReference } from '@lambda-forest/artifacts';
import type { Shell } from '@lambda-forest/cli';

import type { AwsClients } from '../aws/clients.ts';
import type { ToolkitLibrary } from '../aws/toolkit.ts';
import type { Send } from '../smoke/send.ts';

/** The outside world of a command: provided by the program, or by tests. */
export interface CommandContext {
  /** The workspace's folder, absolute. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly connect: (region: string) => AwsClients;
  /** Slow: only for commands that change something. */
  readonly loadToolkit: () => Promise<ToolkitLibrary>;
  readonly send: Send;
  /** Packages a model, and gives the package's folder. */
  readonly makePackage: (model: ModelReference) => Promise<string>;
  /** Runs a program to check that it works: undefined if it ends with 0, otherwise the reason on one line. */
  readonly tryProgram: (program: string, args: readonly string[]) => Promise<string | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Where a command prints and asks. */
export interface Terminal extends Pick<
  Shell,
  'say' | 'sayStyled' | 'document' | 'columns' | 'isInteractive'
> {
  /** The trimmed answer. */
  readonly ask: (question: string) => Promise<string>;
}
