import { inspect } from 'node:util';

import { nearestName, printable } from '@lambda-forest/text';
import { z } from 'zod';

import { DeployConfigError } from '../errors.ts';
import { checkedStageSchema, configSchema } from './config-schema.ts';
import type { DeployConfig } from './config-schema.ts';
import type { StageConfig } from './stage-schema.ts';

/** A value is quoted up to this length. */
const MAX_QUOTED = 60;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input what the configuration file exports
 * @param file its name, for the message
 * @throws {DeployConfigError} naming every mistake with its place, what was found and what was expected
 */
export function parseConfig(input: unknown, file: string): DeployConfig {
  return parse(configSchema, input, file);
}

/** The same for one stage alone. @param place of the options, for the message */
export function parseStage(input: unknown, place: string): StageConfig {
  return parse(checkedStageSchema, input, place);
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  place: string,
): z.output<Schema> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new DeployConfigError(
    place,
    result.error.issues.flatMap((issue) => describe(issue, input, schema)),
  );
}

/** Such as `found 100 at stages.staging.memoryMb, expected a whole number from 128 to 10,240`. */
function describe(issue: z.core.$ZodIssue, input: unknown, schema: z.ZodType): string[] {
  const place = issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = optionsAt(issue.path, schema);
        return known.includes(key)
          ? `found the option ${quote(key)}${place}, expected none: its "type" has no such option`
          : `found the unknown option ${quote(key)}${place}, ${meant(key, known)}`;
      });
    case 'invalid_key':
      return issue.issues.map(
        ({ message }) => `found the name ${quote(issue.input)}${place}, ${message}`,
      );
    case 'invalid_type':
      return [
        `found ${quote(issue.input)}${place}, ${ownText(issue) ?? `expected ${TYPES[issue.expected] ?? issue.expected}${membersAt(issue.path, schema)}`}`,
      ];
    case 'custom': // two options contradict each other: the input is the object that holds both
      return [`found ${quote(valueAt(input, issue.path))}${place}, ${issue.message}`];
    default:
      return [`found ${quote(issue.input)}${place}, ${ownText(issue) ?? issue.message}`];
  }
}

/** The types of zod in words. */
const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/** The field's own text, if it has one. */
function ownText({ message }: z.core.$ZodIssue): string | undefined {
  return message.startsWith('expected ') ? message : undefined;
}

function meant(key: string, known: readonly string[]): string {
  const name = nearestName(key, known);
  return name === undefined ? `expected one of ${known.join(', ')}` : `perhaps you meant "${name}"`;
}

/** Such as ` with "ratePerSecond", "burst"`, for whoever gives a value in the place of an object. */
function membersAt(path: readonly PropertyKey[], schema: z.ZodType): string {
  const names = optionsAt(path, schema).map((name) => `"${name}"`);
  return names.length === 0 ? '' : ` with ${names.join(', ')}`;
}

/** The options at a place, found by walking the schema as data. */
function optionsAt(path: readonly PropertyKey[], schema: z.ZodType): string[] {
  interface Node {
    readonly properties?: Readonly<Record<string, Node>>;
    readonly additionalProperties?: Node;
    readonly oneOf?: readonly Node[];
    readonly anyOf?: readonly Node[];
  }
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node;
  let nodes: readonly Node[] = [root];
  for (const step of path) {
    nodes = nodes.flatMap(
      (node) => node.properties?.[String(step)] ?? node.additionalProperties ?? [],
    );
    nodes = nodes.flatMap((node) => node.oneOf ?? node.anyOf ?? node);
  }
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    input,
  );
}

function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = wordsOf(value);
  return printable(text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}...` : text);
}

/** Whatever a module can export: NaN, which JSON has as null, and what JSON refuses, too. */
function wordsOf(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' && typeof value !== 'string') return inspect(value);
  try {
    return JSON.stringify(value);
  } catch {
    return 'an object that JSON cannot hold';
  }
}
