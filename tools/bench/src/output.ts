/** Where results go: the document of every number, and the progress meanwhile. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { JSON_OUTPUT, path } from '@lambda-forest/cli';
import type { OptionSpec, Shell } from '@lambda-forest/cli';
import { jsonText, snakeCaseKeys } from '@lambda-forest/text';

const FOLDER = 'tools/bench/test-output';
const ERASE_LINE = '\r\u001b[2K';

/** @param file the name of the document, if none is given */
export function outputOptions(file: string): {
  readonly json: typeof JSON_OUTPUT;
  readonly output: OptionSpec<string>;
} {
  return {
    json: JSON_OUTPUT,
    output: {
      kind: path('FILE'),
      description: 'File of the JSON document.',
      defaultText: `${FOLDER}/${file}`,
    },
  };
}

export interface OutputOptions {
  readonly json: boolean | undefined;
  readonly output: string | undefined;
}

export async function save(
  result: object,
  { json, output }: OutputOptions,
  usualFile: string,
  shell: Shell,
): Promise<void> {
  const file = resolve(output ?? join(import.meta.dirname, '../test-output', usualFile));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, jsonText(snakeCaseKeys(result)));
  if (json === true) shell.document(result);
  shell.say(`Every number: ${file}`);
}

/** Shows on a terminal what is being done for a table, in one line that the next one replaces. */
export function reporter(table: string): (doing: string) => void {
  return (doing) => {
    if (process.stderr.isTTY) process.stderr.write(`${ERASE_LINE}${table}: ${doing}`);
  };
}

/** Prints lines and an empty one, in place of the line of progress. */
export function print(shell: Shell, lines: readonly string[]): void {
  if (lines.length === 0) return;
  if (process.stderr.isTTY) process.stderr.write(ERASE_LINE);
  shell.say(...lines, '');
}
