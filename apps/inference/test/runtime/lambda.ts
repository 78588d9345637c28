/**
 * Lambda around the package: instances of it under AWS's runtime client, each a process with the environment
 * that Lambda gives it, and what they wrote.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/* oxlint-disable typescript/no-explicit-any -- tests look into log lines freely */
import { RuntimeApi } from './runtime-api.ts';
import type { Invocation } from './runtime-api.ts';
import { RUNTIME_CLIENT_PROGRAM } from './runtime-client.ts';

export interface LambdaOptions {
  /** The package's files, unpacked. */
  readonly taskRoot: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly instances?: number;
  readonly handler?: string;
}

const LINE_TIMEOUT_MS = 20_000;

export class Lambda {
  readonly api: RuntimeApi;
  readonly #options: LambdaOptions;
  readonly #processes: ChildProcess[] = [];
  #stdout = '';
  #stderr = '';

  private constructor(api: RuntimeApi, options: LambdaOptions) {
    this.api = api;
    this.#options = options;
    api.onTimeout = () => this.#processes.at(-1)?.kill('SIGKILL');
  }

  static async start(options: LambdaOptions): Promise<Lambda> {
    const lambda = new Lambda(await RuntimeApi.start(), options);
    for (let i = 0; i < (options.instances ?? 1); i++) lambda.addInstance();
    return lambda;
  }

  addInstance(): ChildProcess {
    const { taskRoot, environment = {}, handler = 'handler.handler' } = this.#options;
    const child = spawn(process.execPath, [RUNTIME_CLIENT_PROGRAM, handler], {
      cwd: taskRoot,
      env: {
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        AWS_LAMBDA_FUNCTION_NAME: 'iris',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/iris',
        AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/25/[$LATEST]0123456789abcdef',
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${this.api.port}`,
        AWS_REGION: 'eu-west-1',
        LAMBDA_TASK_ROOT: taskRoot,
        TZ: ':UTC',
        _HANDLER: handler,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#processes.push(child);
    return child;
  }

  invoke(event: unknown, options?: { timeoutMs: number }): Promise<Invocation> {
    return this.api.invoke(event, options);
  }

  /** Everything that instances wrote, line by line, both streams. */
  get lines(): readonly string[] {
    return `${this.#stdout}\n${this.#stderr}`.split('\n').filter((line) => line !== '');
  }

  /** The lines that are JSON and fit, once there are as many as expected. */
  async jsonLines(fits: (line: any) => boolean, expected: number): Promise<any[]> {
    const deadline = Date.now() + LINE_TIMEOUT_MS;
    for (;;) {
      const found = this.lines.flatMap((line) => {
        const value = toJson(line);
        return value !== undefined && fits(value) ? [value] : [];
      });
      if (found.length >= expected || Date.now() > deadline) return found;
      await wait(20);
    }
  }

  async stop(): Promise<void> {
    const running = this.#processes.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    );
    const ends = running.map((child) => once(child, 'exit'));
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(ends);
    await this.api.stop();
  }
}

function toJson(line: string): any {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
