import { isObject, printable } from '@lambda-forest/text';

/** Fields that every line has and that a terminal need not show. */
const HIDDEN = new Set([
  'level',
  'message',
  'timestamp',
  'service',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'sampling_rate',
]);

/**
 * A line of the log for people: time, level, message, and the other fields as `name=value`. A line that is not JSON
 * is printed as it is.
 *
 * @param time milliseconds since 1970
 */
export function logLine(time: number, message: string): string {
  const timestamp = new Date(time).toISOString().slice(0, 23).replace('T', ' ');
  const fields = parse(message);
  if (fields === undefined) return `${timestamp}  ${printable(message)}`;
  const { level, message: text } = fields;
  const rest = Object.entries(fields)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const words = [typeof level === 'string' ? level.padEnd(5) : '     '];
  if (typeof text === 'string') words.push(text);
  return printable(`${timestamp}  ${[...words, ...rest].join(' ')}`.trimEnd());
}

function parse(message: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
