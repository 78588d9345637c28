/**
 * Clients of other servers, with their defaults, against the local service: KServe's, Triton's, MLServer's codecs, and
 * the client that openapi-python-client makes. Installs them into environments of their own; without Python it says that
 * nothing was tested.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findPython, install, run } from '../../../../tools/python/environment.ts';
import { whileServed } from '../served.ts';
import { trainMixed } from '../train-mixed.ts';

const HERE = import.meta.dirname;
/** Its packages and KServe's exclude each other. */
const MLSERVER = join(HERE, 'mlserver');

await main();

async function main(): Promise<void> {
  if (findPython() === undefined) {
    console.error('NOT TESTED: clients of the Open Inference Protocol. Found no Python 3.11.');
    return;
  }
  const programs = install(HERE);
  const mlserver = install(MLSERVER);
  const test = (bin: string, script: string, ...args: readonly string[]) => {
    run(join(bin, 'python'), [join(HERE, script), ...args]);
    console.log(`${script}: as expected`);
  };
  await whileServed(['--model=iris'], (url) => {
    test(programs, 'kserve_client.py', url, 'iris');
    test(programs, 'triton_client.py', url, 'iris');
    const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-client-'));
    const generator = join(programs, 'openapi-python-client');
    run(generator, [
      ...['generate', '--url', `${url}/openapi.json`, '--output-path', folder, '--overwrite'],
      ...['--meta', 'setup', '--config', join(HERE, 'generator.yaml'), '--fail-on-warning'],
    ]);
    test(programs, 'generated_client.py', url, folder);
    rmSync(folder, { recursive: true });
  });
  await whileServed([`--model=${trainMixed()}`], (url) => {
    test(mlserver, 'mlserver/mlserver_codecs.py', url, 'mixed');
  });
}
