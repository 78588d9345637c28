import { spawnSync } from 'node:child_process';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { curlCommand } from './curl.ts';

test('the command looks as if written by hand', () => {
  expect(curlCommand('http://127.0.0.1:3000/predict', '{"features":[1]}')).toBe(
    [
      "curl 'http://127.0.0.1:3000/predict' \\",
      "  -H 'content-type: application/json' \\",
      `  -d '{"features":[1]}'`,
    ].join('\n'),
  );
});

test('a shell reads every body back unchanged', () => {
  fc.assert(
    fc.property(fc.json(), fc.string(), (json, text) => {
      const body = JSON.stringify({ features: json, text: `${text}' $(id) "\\` });
      const script = curlCommand('http://h/', body).replace('curl', `printf '%s\\n'`);
      const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
      const given = ['http://h/', '-H', 'content-type: application/json', '-d', body];
      expect(stdout).toBe(`${given.join('\n')}\n`);
    }),
    { numRuns: 50 },
  );
});
