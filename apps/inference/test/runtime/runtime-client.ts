/** Where the runtime client is: what install.ts puts there. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const RUNTIME_CLIENT_VERSION = '4.0.2';

const WORKSPACE = fileURLToPath(new URL('../../../../', import.meta.url));

export const RUNTIME_CLIENT_DIR = join(
  WORKSPACE,
  `dist/tools/aws-lambda-ric-${RUNTIME_CLIENT_VERSION}`,
);

const PACKAGE = join(RUNTIME_CLIENT_DIR, 'node_modules/aws-lambda-ric');

/** The program that Lambda starts. */
export const RUNTIME_CLIENT_PROGRAM = join(PACKAGE, 'index.mjs');

/** Its native part: without it nothing works. */
export const RUNTIME_CLIENT = join(PACKAGE, 'rapid-client.node');
