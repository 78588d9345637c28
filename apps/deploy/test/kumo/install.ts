/** Builds kumo with Go, into a folder that git ignores. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

import { ensureProgram, goProblem } from '../../../../tools/go/install.ts';
import { KUMO, KUMO_FOLDER, KUMO_VERSION } from './kumo.ts';

const MODULE = 'github.com/sivchari/kumo';
/** Of the module's files, as go.sum has it: the packages that it uses are in its own go.sum. */
const SUM = 'h1:EqDFYT2ni/rM/8FZscukJNf09ZYxmCU2hPe9IzlOAKg=';

ensureProgram(
  KUMO,
  'the state machine that scores files under kumo',
  () => goProblem(26) ?? build(),
);

/** What went wrong, if anything did. */
function build(): string | undefined {
  mkdirSync(KUMO_FOLDER, { recursive: true });
  const env = { ...process.env, GOFLAGS: '', GONOSUMDB: MODULE };
  const download = spawnSync('go', ['mod', 'download', '-json', `${MODULE}@${KUMO_VERSION}`], {
    cwd: KUMO_FOLDER,
    encoding: 'utf8',
    env,
  });
  if (download.status !== 0) return `"go mod download" ended with ${download.status}.`;
  const { Dir: folder, Sum: sum } = JSON.parse(download.stdout) as Record<'Dir' | 'Sum', string>;
  if (sum !== SUM) return `found the sum ${sum} of ${MODULE} ${KUMO_VERSION}, expected ${SUM}.`;
  console.log('Building kumo: some minutes, once.');
  const words = ['-C', folder, 'build', '-buildvcs=false', '-o', KUMO, './cmd/kumo'];
  const { status } = spawnSync('go', words, { env, stdio: 'inherit' });
  return status === 0 ? undefined : `"go build" ended with ${status}.`;
}
