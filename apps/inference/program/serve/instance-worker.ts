/** The thread of an instance: see instance.ts. */
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

import type { FromInstance } from './instance.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

const FUNCTION_NAME = 'local';

const port = parentPort!;
const { handlerPath } = workerData as { handlerPath: string };
const { handler } = (await import(pathToFileURL(handlerPath).href)) as { handler: Handler };

port.on('message', (eventJson: string) => void handle(eventJson));
say({ kind: 'ready' });

async function handle(eventJson: string): Promise<void> {
  try {
    const result = await handler(JSON.parse(eventJson), context());
    say({ kind: 'result', json: JSON.stringify(result) });
  } catch (error) {
    say({ kind: 'failed', message: String(error) });
  }
}

function context(): object {
  return {
    functionName: FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${FUNCTION_NAME}`,
    memoryLimitInMB: '1024',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${FUNCTION_NAME}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
  };
}

function say(message: FromInstance): void {
  port.postMessage(message);
}
