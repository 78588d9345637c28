/**
 * A setup file of Vitest, which runs for each file of tests: also where these share their modules, so that what a
 * module says at its start holds for the first of them alone.
 */
import { afterAll } from 'vitest';

import { removeFolders } from './fixture.ts';

afterAll(removeFolders);
