/**
 * Times cold starts under AWS's runtime client: `node time-starts.ts <count> <event> <folder>...`. Each folder, an
 * absolute path, has the unpacked files of a function. Their instances are started one at a time and by turns, each in a new process
 * with one event waiting for it. On stdout is a list for each folder: what each of its starts took.
 */
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { Lambda } from './lambda.ts';
import { RUNTIME_CLIENT } from './runtime-client.ts';

/** From the start of the process to its first answer, in milliseconds. */
interface Start {
  readonly wallMs: number;
  /** Time of all its threads on a processor. */
  readonly cpuMs: number;
}

const EXIT_CODE_NO_CLIENT = 3;
const NANOSECONDS_PER_MS = 1e6;

const [, , count = '0', eventJson = '', ...folders] = process.argv;
if (!existsSync(RUNTIME_CLIENT)) {
  console.error(
    'Found no runtime client, expected it built. Run "npx node apps/inference/test/runtime/install.ts".',
  );
  process.exit(EXIT_CODE_NO_CLIENT);
}
const event: unknown = JSON.parse(eventJson);
const starts = folders.map((): Start[] => []);
for (let round = 0; round < Number(count); round++) {
  for (const [index, folder] of folders.entries()) starts[index]!.push(await startOnce(folder));
}
process.stdout.write(JSON.stringify(starts));

async function startOnce(taskRoot: string): Promise<Start> {
  const lambda = await Lambda.start({ taskRoot, instances: 0 });
  try {
    const answer = lambda.invoke(event);
    const before = performance.now();
    const instance = lambda.addInstance();
    const ended = once(instance, 'exit').then(() => {
      throw new Error(`Found ${taskRoot} ended before its answer: ${lambda.lines.join(' ')}`);
    });
    const { outcome } = await Promise.race([answer, ended]);
    const wallMs = performance.now() - before;
    const cpuMs = processorMs(instance.pid!);
    ended.catch(() => undefined); // once it has answered, it is stopped
    if (outcome.kind !== 'response' || outcome.payload.statusCode !== 200) {
      throw new Error(`Found ${JSON.stringify(outcome)} of ${taskRoot}, expected an answer.`);
    }
    return { wallMs, cpuMs };
  } finally {
    await lambda.stop();
  }
}

/** Linux counts it for each thread, to the nanosecond. */
function processorMs(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(tasks).map((task) =>
    Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / NANOSECONDS_PER_MS;
}
