/** Where the workspace keeps what is packaged and served. Absolute paths. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));

/** The folder of all models: what the trainer writes. */
export const ARTIFACTS_DIR = join(WORKSPACE, 'artifacts');

/** The built bundle: what `inference:build` writes. */
export const BUILD_DIR = join(WORKSPACE, 'dist/apps/inference');

/** The bundle's entry, as it is built. */
export const HANDLER_FILE = 'handler.cjs';

/** The same in a function's folder: Lambda calls its export `handler`. */
export const FUNCTION_FILE = 'handler.js';

/** The contract, beside the bundle in a package: what `GET /openapi.json` answers. */
export const OPENAPI_FILE = 'openapi.json';

/** The folder of all packages: one below it for each model. */
export const PACKAGES_DIR = join(WORKSPACE, 'dist/apps/inference-package');

/** The playground's page, if it was built. */
export const PLAYGROUND_DIR = join(WORKSPACE, 'dist/apps/playground');
