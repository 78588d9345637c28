import { flushCompileCache } from 'node:module';

import { describeFailure } from './messages.ts';
import type { FromProcess, ToProcess } from './messages.ts';

/** Does a task. @param report says how much more of it is done, in the unit of the program */
type DoTask<Task, Answer> = (
  task: Task,
  report: (progress: number) => void,
) => Answer | Promise<Answer>;

/** Makes what does the tasks. */
type OpenTasks<Setup, Task, Answer> = (setup: Setup) => DoTask<Task, Answer>;

/** Makes this process do tasks of a `ProcessPool`, one after the other; it ends when whoever started it does. */
export function serveTasks<Setup, Task, Answer>(open: OpenTasks<Setup, Task, Answer>): void {
  let doTask: DoTask<Task, Answer> | undefined;
  const say = (message: FromProcess<Answer>) => void process.send?.(message);
  // A key press reaches this process too: the one that started it decides.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit());
  const answer = async (task: Task) => doTask!(task, (progress) => say({ progress }));
  process.on('message', (message: ToProcess<Setup, Task>) => {
    if ('setup' in message) doTask = open(message.setup);
    else {
      answer(message.task).then(
        (answered) => {
          say({ answer: answered });
          flushCompileCache(); // who is killed in the end does not write what it has compiled
        },
        (error: unknown) => say({ failure: describeFailure(error) }),
      );
    }
  });
}
