import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { choice, integer } from '@lambda-forest/cli';
import { GATEWAY_TIMEOUT_MS, ROUTES } from '@lambda-forest/api';
import type { Environment } from '@lambda-forest/api';
import { exampleFeatures } from '@lambda-forest/api/openapi';

import { command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { findModel } from '../find-model.ts';
import type { FoundModel } from '../find-model.ts';
import { ARTIFACTS_DIR, BUILD_DIR, HANDLER_FILE, PLAYGROUND_DIR } from '../locations.ts';
import { COMMON_OPTIONS } from '../model-option.ts';
import { functionContents } from '../package/contents.ts';
import { HOST, openFront } from './front.ts';
import { InstancePool } from './instance-pool.ts';
import { readPlayground } from './playground.ts';

export const serveCommand = command(
  {
    command: 'nx run inference:serve',
    summary: 'Serves a model from the built bundle, behind a local HTTP API on 127.0.0.1.',
    notes: [
      'The service itself is configured by environment variables: docs/api.md lists them.',
      '',
      'Exit codes: 0 stopped by Ctrl-C or a termination signal, 1 defect, 2 wrong options, no such model, no',
      'bundle, or a port that is taken.',
    ],
  },
  {
    ...COMMON_OPTIONS,
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
  async ({ model, port, concurrency, 'log-level': logLevel }) => {
    const found = await findModel(ARTIFACTS_DIR, model);
    const contents = await functionContents(found, BUILD_DIR);
    const stopped = stopSignal();
    const folder = await mkdtemp(join(tmpdir(), 'lambda-forest-serve-'));
    const env: Environment = {
      ...process.env,
      MODEL_PATH: '', // the one beside the bundle
      MODEL_SHA256: found.sha256,
      LOG_LEVEL: logLevel ?? process.env['LOG_LEVEL'] ?? 'WARN',
    };
    const handlerPath = join(folder, HANDLER_FILE);
    const options = { handlerPath, env, timeoutMs: GATEWAY_TIMEOUT_MS };
    let pool: InstancePool | undefined;
    try {
      await unpack(contents, folder);
      const playground = await readPlayground(PLAYGROUND_DIR);
      pool = await InstancePool.start(options, concurrency);
      const front = await openFront(pool, {
        playground,
        port,
        hasCors: (env.CORS_ALLOWED_ORIGINS ?? '') !== '',
      });
      process.stdout.write(
        `${readyText(found, `http://${HOST}:${front.port}`, playground.size > 0)}\n`,
      );
      await stopped;
      await front.close();
    } finally {
      await pool?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

/** Writes the function's files as Lambda unpacks them. */
async function unpack(contents: ReadonlyMap<string, Uint8Array>, folder: string): Promise<void> {
  for (const [name, bytes] of contents) await writeFile(join(folder, name), bytes);
}

/** One key press reaches every process around us, and some of them pass it on. */
const SAME_KEY_PRESS_MS = 500;

/** Resolves at the first signal to end; a second one, later, ends the program at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (firstAt !== undefined && performance.now() - firstAt > SAME_KEY_PRESS_MS) {
          process.exit(EXIT_CODES.stopped);
        }
        firstAt ??= performance.now();
        resolve();
      });
    }
  });
}

function readyText({ model }: FoundModel, url: string, hasPlayground: boolean): string {
  const { schema, provenance } = model;
  const body = JSON.stringify({ features: exampleFeatures(schema) });
  return [
    `Ready: ${provenance.name} ${provenance.version} at ${url}`,
    ...(hasPlayground ? [`Playground: ${url}/`] : []),
    `Try: curl -H 'content-type: application/json' -d '${body.replaceAll("'", String.raw`'\''`)}' ${url}${ROUTES.predict.path}`,
    'Ctrl-C stops it.',
  ].join('\n');
}
