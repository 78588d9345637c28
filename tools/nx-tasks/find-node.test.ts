import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { findNode } from './find-node.cjs';

const root = mkdtempSync(join(tmpdir(), 'lambda-forest-node-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const node = (version: string) => ({ version, path: '/usr/bin/node' });

test('the Node that runs Nx is taken where it is new enough', () => {
  expect(findNode(root, node('24.0.0'))).toBe('/usr/bin/node');
  expect(findNode(root, node('26.1.0'))).toBe('/usr/bin/node');
});

test('an older one is left for the one that npm ci brought, and without that the remedy is said', () => {
  expect(() => findNode(root, node('20.19.0'))).toThrow(
    /^Found Node 20\.19\.0, expected 24.*npm rebuild node/,
  );
  const folder = join(root, 'node_modules/node/bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'node'), '');
  expect(findNode(root, node('20.19.0'))).toBe(join(folder, 'node'));
});
