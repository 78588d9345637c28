import { LambdaForestError, option } from '@lambda-forest/text';
import { describe, expect, test } from 'vitest';

import {
  defineCommand,
  EXIT_CODES,
  exitCodeOf,
  integer,
  JSON_OUTPUT,
  ProgressLine,
  runProgram,
  UsageError,
} from './index.ts';
import type { Command, Host, Program, Shell } from './index.ts';

class FakeStream {
  text = '';
  isTTY = false;
  /** Wide enough for every message. */
  columns = 500;
  fail: (error: Error) => void = () => undefined;

  write(text: string, written?: () => void) {
    this.text += text;
    written?.();
  }

  on(_event: 'error', listener: (error: Error) => void) {
    this.fail = listener;
  }
}

/** A process that remembers what a program did to it. */
class FakeHost implements Host {
  readonly argv: readonly string[];
  readonly stdin = { isTTY: true };
  readonly stdout = new FakeStream();
  readonly stderr = new FakeStream();
  readonly codes: number[] = [];
  milliseconds = 0;
  readonly hrtime = { bigint: () => BigInt(this.milliseconds) * 1_000_000n };
  readonly #listeners = new Map<string, () => void>();

  constructor(...words: readonly string[]) {
    this.argv = ['node', 'program', ...words];
  }

  on(signal: string, listener: () => void) {
    this.#listeners.set(signal, listener);
  }

  exit(code: number) {
    this.codes.push(code);
  }

  signal(name: string) {
    const listener = this.#listeners.get(name);
    if (listener === undefined) throw new Error(`nobody listens to ${name}`);
    listener();
  }
}

class PoorError extends LambdaForestError {
  constructor() {
    super('QUALITY_TOO_LOW', 'Found little,\u001b[31m expected more.', { remedy: 'Add some.' });
  }
}

function programOf(command: Command, prepare?: Program['prepare']): Program {
  return {
    name: 'npx x',
    summary: 'Does things.',
    version: '1.2.3',
    commands: {
      train: { summary: 'Trains.', load: () => Promise.resolve(command) },
      broken: { summary: 'Cannot be loaded.', load: () => Promise.reject(new Error('load')) },
    },
    ...(prepare && { prepare }),
  };
}

/** A command that does what a test wants. */
const commandOf = (
  act: (shell: Shell, folds: number) => Promise<void> | void,
  more: Pick<Partial<Command>, 'describe' | 'exitCodes'> = {},
) =>
  defineCommand({
    options: {
      folds: { kind: integer(2, 9), description: 'Folds.', default: 5 },
      json: JSON_OUTPUT,
    },
    notes: ['Exit codes: 0'],
    ...more,
    run: async ({ folds }, shell) => act(shell, folds),
  });

async function run(program: Program, ...words: readonly string[]): Promise<FakeHost> {
  const host = new FakeHost(...words);
  await runProgram(program, host);
  return host;
}

const fail = (error: Error) => commandOf(() => Promise.reject(error));

describe('the words', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])(
    '%j list the commands and load none',
    async (words) => {
      const host = await run(programOf(fail(new Error('not run'))), ...words);
      expect(host.stdout.text).toMatch(/^Does things\.\n\nUsage: npx x <command> \[options\]\n/);
      expect(host.stdout.text).toContain('  train   Trains.\n');
      expect(host.codes).toEqual([0]);
    },
  );

  test.each([
    [['train', '--fodls=3', '--help']],
    [['train', '--help=yes']],
    [['train', '-h']],
    [['help', 'train']],
  ])('%j print the options of a command, whatever else is there', async (words) => {
    const host = await run(programOf(fail(new Error('not run'))), ...words);
    expect(host.stdout.text).toMatch(/^Trains\.\n\nUsage: npx x train \[options\]\n/);
    expect(host.stdout.text).toContain('--folds=N\n');
    expect(host.stdout.text).toContain('--help\n');
    expect(host.stdout.text).toMatch(/Exit codes: 0\n$/);
  });

  test.each(['--version', '-v', '-V'])('%s prints the version', async (word) => {
    const host = await run(programOf(fail(new Error('not run'))), word);
    expect([host.stdout.text, host.codes]).toEqual(['1.2.3\n', [0]]);
  });

  test.each([
    [['trian'], 'Found the command "trian", expected one of train, broken. Did you mean train?\n'],
    [
      ['toString'],
      /^Found the command "toString", expected one of train, broken\. The option --help/,
    ],
    [['\u001b[31m'], /^Found the command "[ -~]*"/],
    [['train', '--fold=3'], /Did you mean --folds\?\n$/],
    [['train', '7'], /^Found the word "7", expected only options\. Did you mean --folds=7\?\n$/],
    [['train', 'a.csv'], /^Found the word "a.csv", .* Write options as --name=value; --help/],
    [['help', 'trian'], /Did you mean train\?\n$/],
    [['train', '--folds=1'], /^Found --folds="1", expected a whole number from 2 to 9\./],
  ])('%j are a mistake: one line and exit code 2', async (words, line) => {
    const host = await run(programOf(fail(new Error('not run'))), ...words);
    expect(host.codes).toEqual([2]);
    expect(host.stdout.text).toBe('');
    expect(host.stderr.text).toMatch(line);
    expect(host.stderr.text.split('\n')).toHaveLength(2);
  });

  test('options reach the command', async () => {
    const command = commandOf((shell, folds) => shell.say(`${folds} folds`, 'done'));
    const host = await run(programOf(command), 'train', '--folds', '3');
    expect([host.stdout.text, host.stderr.text, host.codes]).toEqual(['3 folds\ndone\n', '', [0]]);
  });
});

test('what a command says moves no cursor and hides nothing', async () => {
  const command = commandOf((shell) => shell.say('a\u001b[31m\u202eb\nc'));
  const host = await run(programOf(command), 'train');
  expect(host.stdout.text).toBe('a\\u{1b}[31m\\u{202e}b\nc\n');
});

test('a text with colours of its own keeps them', async () => {
  const command = commandOf((shell) => shell.sayStyled('\u001b[32mgreen\u001b[39m'));
  const host = await run(programOf(command), 'train');
  expect(host.stdout.text).toBe('\u001b[32mgreen\u001b[39m\n');
});

describe('what is needed first', () => {
  test('is done once the options are good, and before the command', async () => {
    const steps: unknown[] = [];
    const program = programOf(
      commandOf(() => void steps.push('run')),
      (command, values) => {
        steps.push([command, values['folds']]);
        return Promise.resolve();
      },
    );
    await run(program, 'train', '--folds=1');
    await run(program, 'train', '--help');
    expect(steps).toEqual([]);
    await run(program, 'train');
    expect(steps).toEqual([['train', 5], 'run']);
  });
});

describe('--json', () => {
  test('leaves one document on stdout, with keys in snake_case, and all else on stderr', async () => {
    const command = commandOf((shell) => {
      shell.say('working');
      shell.document({ modelSha256: 'aB', list: [{ isOk: null, no: undefined }] });
    });
    const host = await run(programOf(command), 'train', '--json');
    expect(JSON.parse(host.stdout.text)).toEqual({ model_sha256: 'aB', list: [{ is_ok: null }] });
    expect(host.stderr.text).toBe('working\n');
  });
});

describe('an error', () => {
  test('of ours is one line without control characters, with the exit code of its code', async () => {
    const host = await run(programOf(fail(new PoorError())), 'train');
    expect(host.stderr.text).toBe('Found little,\\u{1b}[31m expected more. Add some.\n');
    expect(host.codes).toEqual([EXIT_CODES['QUALITY_TOO_LOW']]);
  });

  test('stands alone where a line of progress was left on a terminal', async () => {
    const command = commandOf(() => Promise.reject(new PoorError()));
    const host = new FakeHost('train');
    host.stderr.isTTY = true;
    new ProgressLine(host.stderr, () => 0).show('Reading', 1, 2);
    await runProgram(programOf(command), host);
    expect(host.stderr.text).toContain('Reading  50%  1/2\r\u001b[2KFound little');
  });

  test('has the lines and the exit code that the command gives it', async () => {
    const command = commandOf(() => Promise.reject(new PoorError()), {
      describe: (error) => Promise.resolve([error.code, '  a place']),
      exitCodes: { QUALITY_TOO_LOW: 9 },
    });
    const host = await run(programOf(command), 'train');
    expect(host.stderr.text).toBe('QUALITY_TOO_LOW\n  a place\n');
    expect(host.codes).toEqual([9]);
  });

  test('of any other kind is a defect and printed whole', async () => {
    for (const host of [
      await run(programOf(fail(new TypeError('oh'))), 'train'),
      await run(programOf(fail(new Error('no'))), 'broken'),
    ]) {
      expect(host.codes).toEqual([1]);
      expect(host.stderr.text).toMatch(/Error: (oh|load|no)\n +at /);
    }
    expect(exitCodeOf(new UsageError('a', 'b'))).toBe(2);
  });
});

describe('a reader who stops reading', () => {
  const broken = (code: string) => Object.assign(new Error(code), { code });

  test('is no reason to fail, any other trouble with the stream is', async () => {
    const host = await run(programOf(commandOf(() => undefined)), 'train');
    for (const stream of [host.stdout, host.stderr]) {
      expect(() => stream.fail(broken('EPIPE'))).not.toThrow();
      expect(() => stream.fail(broken('EIO'))).toThrow('EIO');
    }
  });
});

test('a message is wrapped at a terminal', async () => {
  const host = new FakeHost('nothing-of-the-kind');
  host.stderr.columns = 40;
  await runProgram(programOf(commandOf(() => undefined)), host);
  expect(host.stderr.text.trimEnd().split('\n').length).toBeGreaterThan(2);
  expect(host.stderr.text.split('\n').every((line) => line.length <= 40)).toBe(true);
});

test.each([
  [['train'], 'one two three\n'],
  [['nothing-of-the-kind'], 'expected one of train, broken. The option --help says what they do.'],
  [['--help'], '\n  broken  Cannot be loaded.\n'],
  [['train', '--help'], 'Folds. Takes a whole number from 2 to 9. Default: 5.\n'],
])('at a terminal that says it has no columns, %j prints whole lines', async (words, text) => {
  const host = new FakeHost(...words);
  host.stdout.columns = 0;
  host.stderr.columns = 0;
  await runProgram(programOf(commandOf((shell) => shell.say('one two three'))), host);
  expect(host.stdout.text + host.stderr.text).toContain(text);
});

describe('a full or read-only disk', () => {
  const failure = (code: string, path?: string) =>
    Object.assign(new Error(code), { code, syscall: 'write', ...(path !== undefined && { path }) });

  test.each([
    ['EROFS', '/tmp/x', 'Found no permission to write to /tmp/x. '],
    ['EACCES', '/tmp/x', 'Found no permission to write to /tmp/x. '],
    ['ENOSPC', undefined, 'Found no space left in a folder that was written to. '],
  ])('is one line, wherever it is met: %s', async (code, path, message) => {
    const host = await run(programOf(fail(failure(code, path))), 'train');
    expect(host.codes).toEqual([2]);
    expect(host.stderr.text).toMatch(/^.*TMPDIR.*\n$/);
    expect(host.stderr.text.startsWith(message)).toBe(true);
  });

  test('behind the output ends the program with one line', async () => {
    const host = await run(programOf(commandOf(() => undefined)), 'train');
    host.stdout.fail(failure('ENOSPC'));
    expect(host.codes).toEqual([0, 2]);
    expect(host.stderr.text).toMatch(/^Found no space left in what the output is sent to\. .*\n$/);
  });
});

describe('Ctrl-C', () => {
  /** Starts a command that waits until it is stopped. */
  async function start(wait: (shell: Shell) => Promise<void>) {
    const host = new FakeHost('train');
    const ended = runProgram(programOf(commandOf(wait)), host);
    await new Promise((resolve) => setTimeout(resolve, 0));
    return { host, ended };
  }

  const untilAborted = (shell: Shell) =>
    new Promise<void>((resolve) =>
      shell.cancellation('SIGHUP').addEventListener('abort', () => resolve()),
    );

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('lets a command end by itself at %s', async (name) => {
    const { host, ended } = await start(untilAborted);
    host.signal(name);
    await ended;
    expect(host.codes).toEqual([0]);
  });

  test('twice within one key press counts once, a second press ends the program', async () => {
    const { host } = await start((shell) => {
      shell.cancellation();
      return new Promise(() => undefined);
    });
    host.signal('SIGINT');
    host.milliseconds = 400;
    host.signal('SIGTERM');
    expect(host.codes).toEqual([]);
    host.milliseconds = 600;
    host.signal('SIGINT');
    expect(host.codes).toEqual([130]);
  });

  test('ends a command that wants it so at once, with what is to be known then', async () => {
    const { host } = await start((shell) => {
      shell.exitWhenStopped('It goes on without this program.');
      return new Promise(() => undefined);
    });
    host.signal('SIGTERM');
    expect(host.codes).toEqual([130]);
    expect(host.stderr.text).toBe('It goes on without this program.\n');
  });
});

test('the options that an error names are spelled as flags', async () => {
  const host = new FakeHost('fail');
  const command = defineCommand({
    options: {},
    run: () => {
      const remedy = `Use fewer folds (${option('folds')}).`;
      throw new LambdaForestError('INPUT_INVALID', 'Found 2 rows.', { remedy });
    },
  });
  const commands = { fail: { summary: 'Fails.', load: () => Promise.resolve(command) } };
  await runProgram({ name: 'x', summary: 'Does it.', commands }, host);
  expect(host.stderr.text).toBe('Found 2 rows. Use fewer folds (--folds).\n');
});
