/** The documents of the configuration name every option with its real default. */
import { readFileSync } from 'node:fs';

import { VARIABLES } from '@lambda-forest/api';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { tableRows } from '../../../../tools/markdown/tables.ts';
import { configSchema } from './config-schema.ts';
import { parseConfig } from './index.ts';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly oneOf?: readonly SchemaNode[];
}

/** Every option below a place, as the documents write it: `auth.type`. Stages and tags are named by users. */
function optionsOf(node: SchemaNode, prefix = ''): string[] {
  const { stages, ...properties } = node.properties ?? {};
  const own = Object.entries(properties).flatMap(([name, inner]) => {
    const below = optionsOf(inner, `${prefix}${name}.`);
    return below.length === 0 ? [`${prefix}${name}`] : below;
  });
  const variants = (node.oneOf ?? []).flatMap((variant) => optionsOf(variant, prefix));
  const stage = stages?.additionalProperties;
  const inStages = typeof stage === 'object' ? ['stages', ...optionsOf(stage)] : [];
  return [...new Set([...own, ...variants, ...inStages])];
}

const OPTIONS = optionsOf(z.toJSONSchema(configSchema, { io: 'input' }) as SchemaNode).sort();
const DEFAULTS = parseConfig({ stages: { s: { region: 'eu-west-1' } } }, 'deploy.config.ts').stages[
  's'
]!;

/** Maps each option to its default, without digit groups. */
function documented(file: string, option: string, usual: string): Map<string, string> {
  const text = readFileSync(new URL(`../../../../docs/${file}`, import.meta.url), 'utf8');
  return new Map(
    tableRows(text, option).map((row) => [
      row[option]!.text,
      row[usual]!.text.replace(/(\d)[ ,](\d{3})\b/g, '$1$2').replace(/(\d),(\d)/, '$1.$2'),
    ]),
  );
}

const DOCUMENTS = [
  ['deployment-configuration.md', 'option', 'default'],
  ['deployment-configuration.es.md', 'opción', 'por defecto'],
] as const;

test.each(DOCUMENTS)('%s has every option and no other', (...document) => {
  expect([...documented(...document).keys()].sort()).toEqual(OPTIONS);
});

test.each(DOCUMENTS)('the defaults in %s are those that a stage gets', (...document) => {
  const rows = [...documented(...document)].map(
    ([option, usual]) => [option, usual, valueAt(option)] as const,
  );
  const checked = rows.filter(([, , value]) =>
    ['number', 'string', 'boolean'].includes(typeof value),
  );
  expect(checked.length).toBeGreaterThan(15);
  for (const [option, usual, value] of checked) {
    if (option !== 'region') expect(`${option} ${usual}`).toBe(`${option} ${String(value)}`);
  }
});

test.each(['deployment-elsewhere.md', 'deployment-elsewhere.es.md'])(
  'the environment of other tools in %s is one that the service reads',
  (file) => {
    const text = readFileSync(new URL(`../../../../docs/${file}`, import.meta.url), 'utf8');
    for (const tool of ['yaml', 'hcl']) {
      const [, code] = new RegExp(`\`\`\`${tool}\\n(.*?)\`\`\``, 's').exec(text)!;
      const names = [...code!.matchAll(/^ +([A-Z][A-Z0-9_]+) *[:=] /gm)].map(([, name]) => name);
      expect(names.sort()).toEqual([
        'MODEL_SHA256',
        'POWERTOOLS_METRICS_NAMESPACE',
        'POWERTOOLS_SERVICE_NAME',
      ]);
      for (const name of names) expect(VARIABLES).toHaveProperty(name!);
      expect(code).toContain('nodejs24.x');
    }
  },
);

function valueAt(option: string): unknown {
  return option
    .split('.')
    .reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      DEFAULTS,
    );
}
