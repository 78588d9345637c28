import { randomBytes } from 'node:crypto';
import * as files from 'node:fs/promises';
import { join } from 'node:path';

import { scratchFolder } from '@lambda-forest/artifacts';

/** Where `synth` leaves the assembly of a stack for people to look at. */
export function keptAssembly(root: string, stackName: string): string {
  return join(folderOf(root), stackName);
}

/**
 * A folder for an assembly of this process alone: what somebody agreed to is what is deployed, whatever another command
 * synthesises meanwhile. The next command removes it.
 */
export async function ownAssembly(root: string): Promise<string> {
  const parent = folderOf(root);
  await files.mkdir(parent, { recursive: true });
  return scratchFolder(parent, files, process, randomBytes(6).toString('hex'));
}

function folderOf(root: string): string {
  return join(root, 'dist/apps/deploy');
}
