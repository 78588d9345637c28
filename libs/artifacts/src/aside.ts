/**
 * Names of what is written beside its place and renamed once it is whole. They hold the process that writes, so that
 * the next one can tell what a killed one left from what is still being written.
 */
const ASIDE = /\.(\d{1,10})-[0-9a-f]{12}\.tmp$/;

/** Of `node:fs/promises`. */
interface Cleaner {
  readdir(path: string): Promise<readonly string[]>;
  rm(path: string, options: { recursive: true; force: true }): Promise<void>;
}

/** Of `node:fs/promises`. */
interface Maker extends Cleaner {
  mkdir(path: string, options: { mode: number }): Promise<unknown>;
}

/** Of `process`. */
interface Processes {
  /** Signal 0 only asks. */
  kill(pid: number, signal: 0): unknown;
}

/** What the folders of `scratchFolder` are called in a place that programs share. */
const SCRATCH = 'lambda-forest-scratch';
const OWNER_ONLY = 0o700;

/**
 * @param name of the file or folder that it becomes
 * @param pid of the process that writes it
 * @param random 12 hexadecimal digits
 */
export function asideName(name: string, pid: number, random: string): string {
  return `.${name}.${pid}-${random}.tmp`;
}

/**
 * Makes a folder for the calling process alone, and removes those that killed processes left beside it.
 *
 * @param parent the system's folder for what is temporary
 * @param random 12 hexadecimal digits
 */
export async function scratchFolder(
  parent: string,
  maker: Maker,
  processes: Processes & { readonly pid: number },
  random: string,
): Promise<string> {
  await removeLeftovers(parent, maker, processes, SCRATCH);
  const folder = `${parent}/${asideName(SCRATCH, processes.pid, random)}`;
  await maker.mkdir(folder, { mode: OWNER_ONLY });
  return folder;
}

/**
 * Removes what processes that no longer run left in a folder. A folder that cannot be read is left as it is.
 *
 * @param of what the name has to start with; any by default
 */
export async function removeLeftovers(
  folder: string,
  cleaner: Cleaner,
  processes: Processes,
  of = '',
): Promise<void> {
  const names = await cleaner.readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = name.startsWith(`.${of}`) ? ASIDE.exec(name)?.[1] : undefined;
    if (pid === undefined || isRunning(Number(pid), processes)) continue;
    await cleaner.rm(`${folder}/${name}`, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Whether a process runs, also one of another user. */
export function isRunning(pid: number, processes: Processes): boolean {
  try {
    processes.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
