/** Builds actionlint with Go, into a folder that git ignores. */
import { ensureProgram, goInstall, goProblem } from '../../go/install.ts';
import {
  ACTIONLINT,
  ACTIONLINT_FOLDER,
  ACTIONLINT_MODULE,
  ACTIONLINT_VERSION,
} from './actionlint.ts';

ensureProgram(ACTIONLINT, 'the workflows by actionlint', () => {
  const problem = goProblem(22);
  if (problem !== undefined) return problem;
  console.log('Building actionlint: half a minute, once.');
  return goInstall(`${ACTIONLINT_MODULE}/cmd/actionlint@${ACTIONLINT_VERSION}`, ACTIONLINT_FOLDER);
});
