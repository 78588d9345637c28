import { fileURLToPath } from 'node:url';

import { ESLint } from 'eslint';

export const WORKSPACE_ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** One complaint of ESLint. */
export interface Complaint {
  readonly rule: string;
  readonly message: string;
}

const eslint = new ESLint({ cwd: WORKSPACE_ROOT });

/**
 * What the workspace's ESLint says about `code` if it stood at `path`, a path from the root of the workspace.
 * The file need not exist.
 */
export async function lint(path: string, code: string): Promise<Complaint[]> {
  const [result] = await eslint.lintText(code, { filePath: `${WORKSPACE_ROOT}${path}` });
  if (result === undefined) throw new Error(`ESLint ignores ${path}, expected it to be linted.`);
  return result.messages.map(({ ruleId, message }) => ({ rule: ruleId ?? 'parser', message }));
}
