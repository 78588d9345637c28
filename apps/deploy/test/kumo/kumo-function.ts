/** A function under kumo: processes of AWS's runtime client that wait for its calls. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { RUNTIME_CLIENT } from './kumo.ts';

interface FunctionOptions {
  /** kumo's address. */
  readonly url: string;
  readonly name: string;
  /** The folder of `handler.cjs` and of what lies beside it. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** One process, which does one call after the other. */
export class KumoFunction {
  /** Calls that it was given. */
  calls = 0;
  readonly name: string;
  readonly #server: Server;
  readonly #process: ChildProcess;

  private constructor(server: Server, { url, name, folder, environment }: FunctionOptions) {
    const handler = `handler.${name.toLowerCase()}`;
    this.name = name;
    this.#server = server;
    this.#forward(`${url}/_runtime/${name}`);
    this.#process = spawn(process.execPath, [join(RUNTIME_CLIENT, 'index.mjs'), handler], {
      cwd: folder,
      env: {
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_LOG_GROUP_NAME: name,
        AWS_LAMBDA_LOG_STREAM_NAME: name,
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        LAMBDA_TASK_ROOT: folder,
        _HANDLER: handler,
        ...environment,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  static async start(options: FunctionOptions): Promise<KumoFunction> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new KumoFunction(server, options);
  }

  /** AWS's client takes a host and a port; kumo has its Runtime API below a path for each function. */
  #forward(base: string): void {
    this.#server.on('request', (from, to) => {
      const { method, headers } = from;
      const onward = request(`${base}${from.url}`, { method, headers }, (answer) => {
        if (from.url!.endsWith('/next')) this.calls++;
        to.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(to);
      });
      onward.on('error', () => to.destroy());
      to.on('close', () => onward.destroy());
      from.pipe(onward);
    });
  }

  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    const closed = exitCode === null && signalCode === null && once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await closed;
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
