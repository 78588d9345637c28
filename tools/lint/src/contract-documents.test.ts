/** The tables of the documents say what the contract, libs/api, says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  GATEWAY_TIMEOUT_MS,
  gatewayRoutes,
  MAX_GATEWAY_BODY_BYTES,
  MAX_PAYLOAD_BYTES,
  MAX_UNPACKED_BYTES,
  METRICS,
  OPERATIONS,
  PROBLEMS,
  VARIABLES,
} from '@lambda-forest/api';
import type { VariableForm } from '@lambda-forest/api';
import { describe, expect, test } from 'vitest';

import { WORKSPACE_ROOT } from './lint.ts';
import { tableRows } from '../../markdown/tables.ts';

const read = (name: string) => readFileSync(join(WORKSPACE_ROOT, 'docs', name), 'utf8');
const API = read('api.md');
const group = (value: number) => value.toLocaleString('en-US');

describe('docs/api.md', () => {
  test('has the routes, and no others', () => {
    const documented = tableRows(API, 'route', 'answers').flatMap(({ route }) => route!.code);
    expect(documented).toEqual(OPERATIONS.map(([, { method, path }]) => `${method} ${path}`));
  });

  test('says which paths take HEAD through API Gateway', () => {
    const gateway = 'API Gateway, local server';
    const rows = tableRows(API, 'request', gateway).filter(
      (row) => row['request']!.text === 'HEAD',
    );
    const heads = gatewayRoutes().filter(({ method }) => method === 'HEAD');
    expect(rows.flatMap((row) => row[gateway]!.code)).toEqual(heads.map(({ path }) => path));
  });

  test('has the environment, with bounds and defaults', () => {
    const rows = tableRows(API, 'variable', 'meaning', 'default');
    expect(rows.flatMap(({ variable }) => variable!.code)).toEqual(Object.keys(VARIABLES));
    for (const [index, { least, most, usual }] of Object.values<VariableForm>(
      VARIABLES,
    ).entries()) {
      const { meaning, default: documented } = rows[index]!;
      if (least !== undefined && most !== undefined) {
        expect(meaning!.text).toContain(`${group(least)} to ${group(most)}`);
      }
      if (usual !== undefined) {
        expect(documented!.text).toBe(typeof usual === 'number' ? group(usual) : usual);
      }
    }
  });

  test('has the problems with their statuses', () => {
    const rows = tableRows(API, 'status', '`code`', 'when');
    expect(rows.map(({ status, '`code`': code }) => [code!.code[0], Number(status!.text)])).toEqual(
      Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]),
    );
  });

  test('has the metrics', () => {
    const documented = tableRows(API, 'metric', 'unit', 'counts').flatMap(({ metric }) =>
      metric!.code.filter((name) => /^[A-Z]/.test(name)).map((name) => name.replace(/_<\w+>$/, '')),
    );
    expect([...new Set(documented)].sort()).toEqual(Object.values(METRICS).sort());
  });
});

test('docs/serving.md has the limits of Lambda and API Gateway', () => {
  const rows = tableRows(read('serving.md'), 'limit', 'at most', 'above it');
  expect(rows.map((row) => row['at most']!.text)).toEqual([
    ...[MAX_GATEWAY_BODY_BYTES, MAX_PAYLOAD_BYTES, MAX_PAYLOAD_BYTES].map(
      (bytes) => `${group(bytes)} bytes`,
    ),
    `${group(GATEWAY_TIMEOUT_MS)} ms`,
    ...Object.values(MAX_UNPACKED_BYTES).map((bytes) => `${group(bytes)} bytes`),
  ]);
  expect(rows.flatMap(({ limit }) => limit!.code)).toEqual(Object.keys(MAX_UNPACKED_BYTES));
});

/** Option to what bounds it. */
const BOUNDED: Readonly<Record<string, { readonly least: number; readonly most: number }>> = {
  'limits.maxBodyBytes': VARIABLES.MAX_BODY_BYTES,
  'limits.maxBatchBodyBytes': VARIABLES.MAX_BATCH_BODY_BYTES,
  'limits.maxBatchRows': VARIABLES.MAX_BATCH_ROWS,
  // The API waits a second more, and the CDK takes less than the gateway's limit for it.
  timeoutSeconds: { least: 1, most: GATEWAY_TIMEOUT_MS / 1_000 - 2 },
  'alarms.p99DurationMs': { least: 1, most: GATEWAY_TIMEOUT_MS },
};

test('docs/deployment-configuration.md has the bounds that come from the contract', () => {
  const rows = tableRows(read('deployment-configuration.md'), 'option', 'meaning', 'default');
  const meanings = new Map(rows.map(({ option, meaning }) => [option!.text, meaning!.text]));
  for (const [option, { least, most }] of Object.entries(BOUNDED)) {
    expect(meanings.get(option)).toContain(`${group(least)} to ${group(most)}`);
  }
});
