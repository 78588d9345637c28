/** Builds AWS's runtime interface emulator with Go, into a folder that git ignores. */
import { ensureProgram, goInstall, goProblem } from '../../../../tools/go/install.ts';
import { RIE, RIE_FOLDER, RIE_MODULE, RIE_VERSION } from './rie.ts';

ensureProgram(RIE, "the package through AWS's runtime interface emulator", () => {
  const problem = goProblem(25);
  if (problem !== undefined) return problem;
  console.log('Building the runtime interface emulator: a minute or two, once.');
  return goInstall(`${RIE_MODULE}/cmd/aws-lambda-rie@${RIE_VERSION}`, RIE_FOLDER);
});
