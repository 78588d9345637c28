import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { findChromium } from './chromium.ts';

test('a Chromium is the one that is named, or the first on the PATH that may be run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const program = join(folder, 'chromium');
  vi.stubEnv('CHROMIUM', '');
  vi.stubEnv('PATH', folder);
  writeFileSync(program, '');
  chmodSync(program, 0o644);
  expect(findChromium()).not.toBe(program);
  chmodSync(program, 0o755);
  expect(findChromium()).toBe(program);
  vi.stubEnv('CHROMIUM', '/elsewhere/chromium');
  expect(findChromium()).toBe('/elsewhere/chromium');
});
