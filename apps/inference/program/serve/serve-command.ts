import { randomBytes } from 'node:crypto';
import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MODEL_OPTION, scratchFolder } from '@lambda-forest/artifacts';
import { choice, defineCommand, integer } from '@lambda-forest/cli';
import { GATEWAY_TIMEOUT_MS, ROUTES } from '@lambda-forest/api';
import type { Environment } from '@lambda-forest/api';
import { exampleBody } from '@lambda-forest/api/openapi';
import { shellQuote } from '@lambda-forest/text';

import { findModel, MODEL_EXIT_CODES } from '../find-model.ts';
import type { FoundModel } from '../find-model.ts';
import { ARTIFACTS_DIR, BUILD_DIR, FUNCTION_FILE, PLAYGROUND_DIR } from '../locations.ts';
import { functionContents } from '../package/contents.ts';
import { ServiceRefusedError } from '../errors.ts';
import { HOST, openFront } from './front.ts';
import { toGatewayAnswer } from './gateway-answer.ts';
import { toGatewayEvent } from './gateway-event.ts';
import { InstancePool } from './instance-pool.ts';
import { readPlayground } from './playground.ts';

export const serveCommand = defineCommand({
  options: {
    model: MODEL_OPTION,
    port: {
      kind: integer(0, 65_535),
      default: 3000,
      description: 'Where it listens; 0 for any port that is free.',
    },
    concurrency: {
      kind: integer(1, 64),
      default: 1,
      description: 'Instances of the function. Each handles one event at a time.',
    },
    'log-level': {
      kind: choice('DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT'),
      description: 'Log lines below it are left out. INFO has one for each request.',
      defaultText: 'LOG_LEVEL of the environment, or else WARN',
    },
  },
  notes: [
    'The service itself is configured by environment variables: docs/api.md lists them.',
    '',
    'Exit codes: 0 stopped by Ctrl-C or a termination signal, 1 defect, 2 wrong options, no such model, no',
    'bundle, or a port that is taken.',
  ],
  exitCodes: MODEL_EXIT_CODES,
  async run({ model, port, concurrency, 'log-level': logLevel }, shell) {
    const found = await findModel(ARTIFACTS_DIR, model);
    const contents = await functionContents(found, BUILD_DIR);
    const stopped = aborted(shell.cancellation('SIGHUP'));
    const folder = await scratchFolder(tmpdir(), files, process, randomBytes(6).toString('hex'));
    const env: Environment = {
      ...process.env,
      MODEL_PATH: '', // the one beside the bundle
      MODEL_SHA256: found.model.sha256,
      LOG_LEVEL: logLevel ?? process.env['LOG_LEVEL'] ?? 'WARN',
    };
    const handlerPath = join(folder, FUNCTION_FILE);
    const options = { handlerPath, env, timeoutMs: GATEWAY_TIMEOUT_MS };
    let pool: InstancePool | undefined;
    try {
      await unpack(contents, folder);
      const playground = await readPlayground(PLAYGROUND_DIR);
      pool = await InstancePool.start(options, concurrency);
      if (!(await isReady(pool))) throw new ServiceRefusedError();
      const front = await openFront(pool, {
        playground,
        port,
        hasCors: (env.CORS_ALLOWED_ORIGINS ?? '') !== '',
      });
      shell.say(...readyText(found, `http://${HOST}:${front.port}`, playground.size > 0));
      await stopped;
      await front.close();
    } finally {
      await pool?.stop();
      await files.rm(folder, { recursive: true, force: true });
    }
  },
});

async function isReady(pool: InstancePool): Promise<boolean> {
  const { method, path } = ROUTES.ready;
  const event = toGatewayEvent({
    method,
    routeKey: `${method} ${path}`,
    target: path,
    headers: {},
    body: Buffer.alloc(0),
    sourceIp: HOST,
    receivedAt: Date.now(),
  });
  return toGatewayAnswer(JSON.parse(await pool.invoke(JSON.stringify(event)))).status === 200;
}

/** Writes the function's files as Lambda unpacks them. */
async function unpack(contents: ReadonlyMap<string, Uint8Array>, folder: string): Promise<void> {
  for (const [name, bytes] of contents) await files.writeFile(join(folder, name), bytes);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

function readyText({ model }: FoundModel, url: string, hasPlayground: boolean): string[] {
  const { schema, provenance } = model;
  const body = exampleBody(schema);
  return [
    `Ready: ${provenance.name} ${provenance.version} at ${url}`,
    ...(hasPlayground ? [`Playground: ${url}/`] : []),
    `Try: curl -H 'content-type: application/json' -d ${shellQuote(body)} ${url}${ROUTES.predict.path}`,
    'Ctrl-C stops it.',
  ];
}
