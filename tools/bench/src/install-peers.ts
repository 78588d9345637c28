/** `nx run bench:install-peers`: makes tools/bench/.venv with the Python peers. Needs Python 3 and a network. */
import { LambdaForestError } from '@lambda-forest/text';

import { installPython, PYTHON } from './peers/python.ts';

try {
  installPython();
  console.log(`The Python peers are ready: ${PYTHON}`);
} catch (error) {
  console.error(error instanceof LambdaForestError ? error.message : error);
  process.exitCode = 1;
}
