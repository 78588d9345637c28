import { expect, test } from 'vitest';

import { runCampaign } from './campaign.ts';
import { containers } from './kinds/containers.ts';
import { modelFiles } from './kinds/model-files.ts';
import { tables } from './kinds/tables.ts';
import { mutate } from './mutate.ts';
import { requireOneLine } from './one-line.ts';
import { makeRandom } from './random.ts';

async function run(tryOne: () => string, count: number): Promise<{ failed: number; text: string }> {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const failed = await runCampaign({ tryOne }, { seed: 1, first: 5, count, print });
  return { failed, text: lines.join('\n') };
}

test('outcomes are counted, and failures are printed with their number', async () => {
  let calls = 0;
  const { failed, text } = await run(() => {
    if (++calls === 2) throw new Error('a defect');
    return 'refused';
  }, 3);
  expect(failed).toBe(1);
  expect(text).toMatch(/^input 6: Error: a defect\n[^]*^refused: 2$[^]*: 1 failed/m);
});

test('memory beyond the limit of a kind is a failure', async () => {
  const lines: string[] = [];
  const kind = { tryOne: () => 'read', maxMegabytes: 1 };
  const failed = await runCampaign(kind, {
    seed: 1,
    first: 0,
    count: 1,
    print: (line) => lines.push(line),
  });
  expect(failed).toBe(1);
  expect(lines.join('\n')).toMatch(/^memory: found \d+ MB, expected at most 1$/m);
});

test('the same seed breaks the same input in the same way, and another one in another way', () => {
  const bytes = new TextEncoder().encode('size,tree,y\n'.repeat(20));
  const broken = (seed: number) =>
    Array.from({ length: 20 }, (_, i) => mutate(bytes, makeRandom(seed, i)).join());
  expect(broken(1)).toEqual(broken(1));
  expect(broken(1)).not.toEqual(broken(2));
  expect(new Set(broken(1)).size).toBeGreaterThan(15);
});

test('a message is one line', () => {
  requireOneLine('found "é"');
  expect(() => {
    requireOneLine('found \u001b[31m');
  }).toThrow('a control character');
});

test('hostile model files are refused, or the only file of their model', async () => {
  const { tryOne } = modelFiles();
  const outcomes = new Set<string>();
  for (let i = 0; i < 2_000; i++) outcomes.add(await tryOne(makeRandom(1, i)));
  expect([...outcomes].sort()).toEqual(['accepted', 'refused']);
});

test('broken tables are read or refused', async () => {
  const { tryOne } = await tables();
  const outcomes = new Set<string>();
  for (let i = 0; i < 300; i++) outcomes.add(await tryOne(makeRandom(1, i)));
  expect([...outcomes].some((outcome) => outcome.includes('training accepted'))).toBe(true);
  expect([...outcomes].some((outcome) => outcome.includes('training refused'))).toBe(true);
});

test('broken containers are unpacked or refused', async () => {
  const { tryOne } = await containers();
  const outcomes = new Set<string>();
  for (let i = 0; i < 400; i++) outcomes.add(await tryOne(makeRandom(1, i)));
  for (const outcome of ['gzip read', 'gzip refused', 'zstd read', 'zstd refused']) {
    expect([...outcomes]).toContain(outcome);
  }
});
