/**
 * Names of what is written beside its place and renamed once it is whole. They hold the process that writes, so that
 * the next one can tell what a killed one left from what is still being written.
 */
const ASIDE = /\.(\d{1,10})-[0-9a-f]{12}\.tmp$/;

/** Lists and removes as `node:fs/promises` does, and knows which processes run. */
export interface Cleaner {
  readonly readdir: (path: string) => Promise<readonly string[]>;
  readonly rm: (path: string, options: { recursive: true; force: true }) => Promise<void>;
  readonly isRunning: (pid: number) => boolean;
}

/**
 * @param name of the file or folder that it becomes
 * @param pid of the process that writes it
 * @param random 12 hexadecimal digits
 */
export function asideName(name: string, pid: number, random: string): string {
  return `.${name}.${pid}-${random}.tmp`;
}

/** Removes what processes that no longer run left in a folder. A folder that cannot be read is left as it is. */
export async function removeLeftovers(folder: string, cleaner: Cleaner): Promise<void> {
  const names = await cleaner.readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = ASIDE.exec(name)?.[1];
    if (pid === undefined || cleaner.isRunning(Number(pid))) continue;
    await cleaner.rm(`${folder}/${name}`, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Whether a process runs, also one of another user.
 *
 * @param kill as `process.kill`: signal 0 only asks
 */
export function isRunning(pid: number, kill: (pid: number, signal: 0) => unknown): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
