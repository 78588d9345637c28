import { optionText } from './help.ts';
import type { OptionTable } from './option-table.ts';

/**
 * The JSON schema of an Nx executor with these options, for `nx run project:target --help` and editors. It
 * describes and does not validate: values keep the text they were given as, and the command itself refuses
 * what is wrong, in its own words and with its own exit code.
 *
 * @param summary what the executor does, one sentence
 */
export function nxExecutorSchema(summary: string, table: OptionTable): object {
  const options = Object.entries(table).map(([name, spec]) => [
    name,
    {
      type: spec.kind.jsonType,
      description: optionText(spec),
    },
  ]);
  return {
    $schema: 'https://json-schema.org/schema',
    version: 2,
    type: 'object',
    cli: 'nx',
    description: summary,
    properties: {
      ...(Object.fromEntries(options) as object),
      args: {
        type: 'array',
        items: { type: 'string' },
        description: 'The options as they were typed.',
        $default: { $source: 'unparsed' },
        hidden: true,
      },
    },
    additionalProperties: true,
  };
}
