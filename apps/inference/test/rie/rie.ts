/** Where AWS's runtime interface emulator is, and the runtime client that it starts. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const RIE_MODULE = 'github.com/aws/aws-lambda-runtime-interface-emulator';

/** AWS gives it no version numbers: a commit, as Go writes it. */
export const RIE_VERSION = 'v0.0.0-20261030222936-bef5c4ba774d';

const TOOLS = fileURLToPath(new URL('../../../../dist/tools/', import.meta.url));

export const RIE_FOLDER = join(TOOLS, `aws-lambda-rie-${RIE_VERSION}`);

/** The program. */
export const RIE = join(RIE_FOLDER, 'aws-lambda-rie');

/** AWS's runtime client for Node, as test/runtime/install.ts puts it; undefined if it could not be built. */
export function findRuntimeClient(): string | undefined {
  if (!existsSync(TOOLS)) return undefined;
  return readdirSync(TOOLS)
    .filter((name) => name.startsWith('aws-lambda-ric-') && !name.endsWith('.new'))
    .map((name) => join(TOOLS, name, 'node_modules/aws-lambda-ric'))
    .filter((folder) => existsSync(join(folder, 'rapid-client.node')))
    .map((folder) => join(folder, 'index.mjs'))
    .at(-1);
}
