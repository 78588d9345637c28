/**
 * Runs a task for the newest input only. While one runs, newer inputs wait and replace each other, so that
 * dragging a slider never has more than one request in flight and always ends with the answer for the last value.
 */
export function latestOnly<Input>(task: (input: Input) => Promise<void>): (input: Input) => void {
  let isRunning = false;
  let waiting: { readonly input: Input } | undefined;

  async function runAll(first: Input): Promise<void> {
    isRunning = true;
    try {
      await task(first);
      while (waiting !== undefined) {
        const { input } = waiting;
        waiting = undefined;
        await task(input);
      }
    } finally {
      isRunning = false;
    }
  }

  return (input) => {
    if (isRunning) waiting = { input };
    else void runAll(input);
  };
}
