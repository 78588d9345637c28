/** AWS's linter on templates that together have every resource that a configuration can ask for. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { install } from '../../../../tools/python/environment.ts';
import { loadConfig } from '../../src/config/index.ts';
import { readPackage } from '../../src/package/read-package.ts';
import { synthesize } from '../../src/synth.ts';
import type { SynthResult } from '../../src/synth.ts';
import { freshFolder, synthesizeStage, writePackage } from '../fixture.ts';

/** Of every stage here. */
const REGION = 'eu-west-1';

/** Rules that the CDK breaks, or that do not fit. */
const IGNORED = [
  'W3005', // the CDK writes DependsOn for a function's role although a reference says it already
];

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

/** The stages of this repository. */
const STAGES = ['staging', 'production'];
const DOCUMENTS = ['deployment-elsewhere.md', 'deployment-elsewhere.es.md'];
const WRONG = 'that is wrong';

/** Templates by what they are of. */
const templates = new Map<string, readonly string[]>();
let found: string;

// The linter takes longer to start than for a template: it reads all of them at once.
beforeAll(async () => {
  for (const [name, stage] of Object.entries(VARIANTS)) {
    templates.set(name, templatesOf(await synthesizeStage(stage)));
  }
  const config = await loadConfig(join(import.meta.dirname, '../../deploy.config.ts'));
  const given = await readPackage(writePackage());
  for (const stage of STAGES) {
    const outdir = freshFolder();
    templates.set(stage, templatesOf(await synthesize({ config, stage, ...given, outdir })));
  }
  for (const document of DOCUMENTS) templates.set(document, [templateIn(document)]);
  templates.set(WRONG, [wrongTemplate(await synthesizeStage({ memoryMb: 129 }))]);
  found = lint([...templates.values()].flat());
});

function templatesOf({ region, templatePath, batch }: SynthResult): string[] {
  expect(region).toBe(REGION);
  return [templatePath, ...(batch === undefined ? [] : [batch.templatePath])];
}

/** The SAM template in a document. */
function templateIn(document: string): string {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs', document), 'utf8');
  const template = join(freshFolder(), 'template.yaml');
  writeFileSync(template, /```yaml\n(.*?)```/s.exec(text)![1]!);
  return template;
}

function wrongTemplate({ templatePath }: SynthResult): string {
  const wrong = readFileSync(templatePath, 'utf8').replace('"nodejs24.x"', '"nodejs24"');
  writeFileSync(templatePath, wrong);
  return templatePath;
}

/** What the linter finds: lines that begin with a template's path. */
function lint(paths: readonly string[]): string {
  const program = join(install(import.meta.dirname), 'cfn-lint');
  const args = ['--regions', REGION, '--ignore-checks', ...IGNORED, '--format', 'parseable'];
  const { stdout, stderr, error } = spawnSync(program, [...args, '--template', ...paths], {
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

function findings(name: string): string[] {
  const paths = templates.get(name)!;
  return found.split('\n').filter((line) => paths.some((path) => line.startsWith(`${path}:`)));
}

test.each(Object.keys(VARIANTS))('a stack %s has nothing that cfn-lint finds', (name) => {
  expect(findings(name)).toEqual([]);
});

test.each(STAGES)("this repository's %s has nothing that cfn-lint finds", (stage) => {
  expect(findings(stage)).toEqual([]);
});

test.each(DOCUMENTS)('the SAM template in %s has nothing that cfn-lint finds', (document) => {
  expect(findings(document)).toEqual([]);
});

// The last one of those that are linted, and all that is found: every other was read before it.
test('a template that is wrong is found to be', () => {
  expect(findings(WRONG).join()).toContain("'nodejs24' is not one of");
  expect(found.trim().split('\n')).toEqual(findings(WRONG));
});
