/**
 * A process of its own in which the packaged handler is warmed up and timed: `node time-handler.ts <handler>
 * <event> <calls> <result>`. Log and metric lines go to stdout, as in Lambda; the microseconds of each call go to
 * the file <result>, as JSON.
 */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , handlerPath = '', eventJson = '', count = '0', resultPath = ''] = process.argv;

const { handler } = (await import(pathToFileURL(handlerPath).href)) as {
  handler: (event: unknown, context: object) => Promise<{ statusCode: number }>;
};
const calls = Number(count);
for (let i = 0; i < calls; i++) await call();
const times: number[] = [];
for (let i = 0; i < calls; i++) times.push(await call());
writeFileSync(resultPath, JSON.stringify(times));

/** One call as the runtime makes it: the event is parsed for each. */
async function call(): Promise<number> {
  const context = {
    functionName: 'bench',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:bench',
    memoryLimitInMB: '1024',
    awsRequestId: randomUUID(),
  };
  const event: unknown = JSON.parse(eventJson);
  const start = performance.now();
  const { statusCode } = await handler(event, context);
  const microseconds = (performance.now() - start) * 1_000;
  if (statusCode !== 200) throw new Error(`Found the status ${statusCode}, expected 200.`);
  return microseconds;
}
