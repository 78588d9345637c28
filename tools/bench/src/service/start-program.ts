/**
 * One cold start: loads the handler, which loads the model, and says what the process has cost by then.
 * `node start-program.ts [handler]`; without a handler it is the bare process to compare with.
 */
import { pathToFileURL } from 'node:url';

const [, , handlerPath] = process.argv;
const before = performance.now();
if (handlerPath !== undefined) await import(pathToFileURL(handlerPath).href);
const importMs = performance.now() - before;
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ importMs, cpuMs: (user + system) / 1_000 }));
