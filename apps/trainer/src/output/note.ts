import { printable } from '@lambda-forest/text';

/** Lines that are to be known of, beside the answer on stdout. */
export function note(lines: Iterable<string>): void {
  for (const line of lines) process.stderr.write(`${printable(line)}\n`);
}
