import { vi } from 'vitest';

/** What a program wrote, line by line, each line parsed as JSON. */
export interface Output {
  readonly stdout: readonly Record<string, unknown>[];
  readonly stderr: readonly Record<string, unknown>[];
}

/** Runs `program` and catches what it writes to the process's streams. */
export function capture(program: () => void): Output {
  const output = { stdout: [] as string[], stderr: [] as string[] };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((chunk) => {
      output[stream].push(String(chunk));
      return true;
    }),
  );
  try {
    program();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return { stdout: parseLines(output.stdout), stderr: parseLines(output.stderr) };
}

function parseLines(chunks: readonly string[]): Record<string, unknown>[] {
  return chunks
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
