/** What functions on AWS are told, and where they leave what comes of it. */
import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';

import { loadKernel } from '@lambda-forest/histogram';
import { parseLocation, S3Input } from '@lambda-forest/s3';
import type { TaskFiles } from '@lambda-forest/s3';
import type { InputObject } from '@lambda-forest/scale';
import type { Coding } from '@lambda-forest/training';
import type { S3Client } from '@aws-sdk/client-s3';

import { doTableTask } from '../pieces/do-table-task.ts';
import type { TableSetup, TableTask } from '../pieces/table-tasks.ts';
import { treeGrower } from '../trees/tree-tasks.ts';
import type { TreeTask } from '../trees/tree-tasks.ts';

/** What the tasks of a pool have in common. */
export type RemoteSetup =
  | { readonly kind: 'table'; readonly data: string; readonly table: TableSetup }
  | { readonly kind: 'hash'; readonly data: string }
  | { readonly kind: 'trees'; readonly coding: Coding };

/** Where it is, below the prefix of a pool. */
export const REMOTE_FILES = {
  setup: 'setup',
  /** Of a shard of the table that trees are grown from. */
  codes: (shard: number) => `codes/${shard}`,
  tasks: (list: string) => `${list}/tasks`,
  /** A line a task, for the map: those that no attempt before has done. */
  items: (list: string, attempt: number) => `${list}/${attempt}/items.jsonl`,
  answer: (list: string, task: number) => `${list}/answers/${task}`,
} as const;

/** Values as messages between processes have them: typed arrays, sets, infinities. */
export const pack = serialize;

export async function unpack(files: TaskFiles, name: string): Promise<unknown> {
  return deserialize(await files.read(name));
}

type DoTask = (task: unknown) => Promise<unknown>;

/** Makes what does the tasks of a pool. @param kernelFolder see `loadKernel` */
export async function openTasks(
  files: TaskFiles,
  s3: S3Client,
  kernelFolder: URL,
): Promise<DoTask> {
  const setup = (await unpack(files, REMOTE_FILES.setup)) as RemoteSetup;
  if (setup.kind === 'trees') {
    const kernel = await loadKernel(kernelFolder);
    if (kernel === undefined) throw new Error(`no kernel in ${kernelFolder.pathname}`);
    const read = (shard: number) => files.read(REMOTE_FILES.codes(shard));
    const grow = treeGrower(read, setup.coding, kernel);
    return (task) => grow(task as TreeTask, () => undefined);
  }
  const input = new S3Input(s3, parseLocation(setup.data));
  if (setup.kind === 'hash') return (task) => hashOf(input, task as InputObject);
  const places = { input, open: (name: string) => files.open(name) };
  return (task) => doTableTask(task as TableTask, setup.table, places, () => undefined);
}

async function hashOf(input: S3Input, file: InputObject): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of input.read(file, 0, file.size)) hash.update(bytes);
  return hash.digest('hex');
}
