/** The function of the state machine that trains: it does one task of a list. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { nameRefusals, payAsRequester, s3Client, S3Output } from '@lambda-forest/s3';
import type { TaskItem } from '@lambda-forest/s3';
import { LambdaForestError } from '@lambda-forest/text';

import { describeFailure } from '../../processes/messages.ts';
import { openTasks, pack, REMOTE_FILES, unpack } from './remote-tasks.ts';

const s3 = s3Client({}, process.env['AWS_ENDPOINT_URL'] !== undefined);
nameRefusals(s3);
const payingBucket = process.env['REQUESTER_PAYS_BUCKET'];
if (payingBucket !== undefined) payAsRequester(s3, payingBucket);

/**
 * Does a task and writes its answer, or what it was refused with on purpose. Any other error is the function's, which is
 * called again then.
 */
export async function train({ prefix, list, task }: TaskItem): Promise<{ readonly done: number }> {
  const files = new S3Output(s3, { bucket: process.env['WORK_BUCKET']!, prefix });
  const doTask = await openedOnce(prefix, files);
  const tasks = (await unpack(files, REMOTE_FILES.tasks(list))) as readonly unknown[];
  const said = await doTask(tasks[task]).then(
    (answer) => ({ answer }),
    (error: unknown) => {
      if (!(error instanceof LambdaForestError)) throw error;
      return { failure: describeFailure(error) };
    },
  );
  await files.put(REMOTE_FILES.answer(list, task), pack(said));
  return { done: 1 };
}

let opened: { readonly prefix: string; readonly tasks: ReturnType<typeof openTasks> } | undefined;

/** A function is called again and again for the same pool, whose table it keeps. */
function openedOnce(prefix: string, files: S3Output): ReturnType<typeof openTasks> {
  if (opened?.prefix === prefix) return opened.tasks;
  const kernelFolder = pathToFileURL(join(import.meta.dirname, '/'));
  const tasks = openTasks(files, s3, kernelFolder);
  opened = { prefix, tasks };
  tasks.catch(() => (opened = undefined)); // the next call tries again
  return tasks;
}
