/** AWS's linter on templates that together have every resource that a configuration can ask for. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { install } from '../../../../tools/python/environment.ts';
import { loadConfig } from '../../src/config/index.ts';
import { readPackage } from '../../src/package/read-package.ts';
import { synthesize } from '../../src/synth.ts';
import { freshFolder, synthesizeStage, writePackage } from '../fixture.ts';

/** Rules that the CDK breaks, or that do not fit. */
const IGNORED = [
  'W3005', // the CDK writes DependsOn for a function's role although a reference says it already
];

let program: string;

beforeAll(() => {
  program = join(install(import.meta.dirname), 'cfn-lint');
});

/** What the linter finds, empty if nothing. */
function findings(templatePath: string, region: string): string {
  const args = ['--regions', region, '--ignore-checks', ...IGNORED, '--format', 'parseable'];
  const { status, stdout, stderr, error } = spawnSync(
    program,
    [...args, '--template', templatePath],
    { encoding: 'utf8' },
  );
  if (error !== undefined) throw error;
  return status === 0 ? stdout : `${stdout}${stderr}` || `cfn-lint ended with ${status}.`;
}

const VARIANTS: Record<string, Parameters<typeof synthesizeStage>[0]> = {
  'that anybody may call': { auth: { type: 'none' }, cors: { allowOrigins: ['*'] } },
  'with tokens': {
    auth: { type: 'jwt', issuer: 'https://x.example.com', audience: ['me'], scopes: ['predict'] },
    openHealth: true,
  },
  'with a domain': {
    domain: {
      name: 'predict.example.com',
      certificateArn:
        'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
      hostedZoneId: 'Z0123456789ABC',
      hostedZoneName: 'example.com',
    },
  },
  'kept warm': { provisionedConcurrency: { min: 1, max: 4 }, reservedConcurrency: 10 },
  'of an image': { packaging: 'image' },
  'with its own canary and e-mails': {
    rollout: { type: 'canary', percent: 25, minutes: 3 },
    alarms: { emails: ['ops@example.com'] },
  },
  'without what costs': {
    tracing: false,
    metrics: false,
    dashboard: false,
    accessLogs: false,
    alarms: { enabled: false },
  },
  'for an emulator': { emulator: true },
  'that scores files': { batch: { input: 's3://inputs/new', output: 's3://outputs/scored' } },
};

test.each(Object.entries(VARIANTS))(
  'a stack %s has nothing that cfn-lint finds',
  async (_, stage) => {
    const { templatePath, region, batch } = await synthesizeStage(stage);
    expect(findings(templatePath, region)).toBe('');
    if (batch !== undefined) expect(findings(batch.templatePath, region)).toBe('');
  },
);

test.each(['staging', 'production'])(
  "this repository's %s has nothing that cfn-lint finds",
  async (stage) => {
    const config = await loadConfig(join(import.meta.dirname, '../../deploy.config.ts'));
    const given = await readPackage(writePackage());
    const { templatePath, region } = await synthesize({
      config,
      stage,
      ...given,
      outdir: freshFolder(),
    });
    expect(findings(templatePath, region)).toBe('');
  },
);

test.each(['deployment-elsewhere.md', 'deployment-elsewhere.es.md'])(
  'the SAM template in %s has nothing that cfn-lint finds',
  (file) => {
    const text = readFileSync(join(import.meta.dirname, '../../../../docs', file), 'utf8');
    const template = join(freshFolder(), 'template.yaml');
    writeFileSync(template, /```yaml\n(.*?)```/s.exec(text)![1]!);
    expect(findings(template, 'eu-west-1')).toBe('');
  },
);

test('a template that is wrong is found to be', async () => {
  const { templatePath, region } = await synthesizeStage({ memoryMb: 129 });
  const wrong = readFileSync(templatePath, 'utf8').replace('"nodejs24.x"', '"nodejs24"');
  writeFileSync(templatePath, wrong);
  expect(findings(templatePath, region)).toContain("'nodejs24' is not one of");
});
