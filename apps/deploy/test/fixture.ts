/** A package as `inference:package` writes it, configurations, and what a synthesis of them gives. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { strToU8, zipSync } from 'fflate';

import { parseConfig } from '../src/config/index.ts';
import type { DeployConfig, DeployConfigInput } from '../src/config/index.ts';
import type { FunctionPackage } from '../src/package/read-package.ts';
import { readPackage } from '../src/package/read-package.ts';
import type { SynthResult } from '../src/synth.ts';

type StageInput = DeployConfigInput['stages'][string];

const folders: string[] = [];
const syntheses = new Map<string, Promise<SynthResult>>();
let widest: Promise<unknown> | undefined;

/** Has all kinds of resources that a stage can have. */
const WIDEST: Partial<StageInput> = {
  auth: { type: 'jwt', issuer: 'https://example.com/', audience: ['a'] },
  provisionedConcurrency: { min: 1, max: 3 },
  rollout: { type: 'canary', percent: 25, minutes: 3 },
  alarms: { emails: ['ops@example.com'] },
  domain: {
    name: 'predict.example.com',
    certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x',
    hostedZoneId: 'Z123',
    hostedZoneName: 'example.com',
  },
  batch: { input: 's3://inputs/new', output: 's3://outputs/scored/', trainingMemoryMb: 3_008 },
};

/** What `test/remove-folders.ts` calls after the tests of each file. */
export function removeFolders(): void {
  syntheses.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** An empty folder of its own, which is gone after the tests of the file. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-test-'));
  folders.push(folder);
  return folder;
}

/** Writes a package and returns its folder. The same arguments give the same bytes. */
export function writePackage({
  name = 'iris',
  version = '1.0.0',
  model = 'trees',
  code = 'code',
} = {}): string {
  const folder = freshFolder();
  const zip = zipSync(
    { 'handler.mjs': strToU8(code), 'model.forest': strToU8(model), 'lib/': {} },
    { mtime: new Date(1980, 0, 1) },
  );
  const manifest = {
    name,
    version,
    model: { sha256: sha256(model), bytes: model.length },
    zip: { sha256: sha256(zip), bytes: zip.length },
    counted: { classes: 3, features: 4 },
    unpackedBytes: code.length + model.length,
    handler: 'handler.handler',
  };
  writeFileSync(join(folder, 'function.zip'), zip);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A configuration with the one stage `staging`. */
export function configOf(stage: Partial<StageInput> = {}): DeployConfig {
  return parseConfig(
    { stages: { staging: { region: 'eu-west-1', ...stage } } },
    'deploy.config.ts',
  );
}

/**
 * What a stage becomes with the usual package, or another one. Without another one, the same stage is synthesised
 * once: do not change what it left on the disk.
 */
export function synthesizeStage(
  stage: Partial<StageInput> = {},
  given?: FunctionPackage,
): Promise<SynthResult> {
  if (given !== undefined) return synthesizePackage(stage, given);
  const key = JSON.stringify(stage);
  const known =
    syntheses.get(key) ??
    readPackage(writePackage()).then((usual) => synthesizePackage(stage, usual));
  syntheses.set(key, known);
  return known;
}

async function synthesizePackage(
  stage: Partial<StageInput>,
  given: FunctionPackage,
): Promise<SynthResult> {
  // The CDK makes its validator again for a stage with kinds of resources that the ones before had not.
  await (widest ??= synthesizeStageOf(WIDEST, given));
  return synthesizeStageOf(stage, given);
}

async function synthesizeStageOf(
  stage: Partial<StageInput>,
  { manifest, zipPath }: FunctionPackage,
): Promise<SynthResult> {
  const { synthesize } = await import('../src/synth.ts'); // heavy, and most files need none
  return synthesize({
    config: configOf(stage),
    stage: 'staging',
    manifest,
    zipPath,
    outdir: freshFolder(),
  });
}

/** Something of a template: a test knows what it expects there. */
export type Json = ReturnType<typeof JSON.parse>;

/** The resources of a type, by logical ID. */
export function resources({ template }: SynthResult, type: string): [string, Json][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

/** The properties of every resource of a type. */
export function properties(result: SynthResult, type: string): Json[] {
  return resources(result, type).map(([, resource]) => resource.Properties);
}

/** The only resource of a type: its logical ID, and what it is. */
export function single(result: SynthResult, type: string): [string, Json] {
  const [found, ...others] = resources(result, type);
  if (found !== undefined && others.length === 0) return found;
  throw new Error(`Found ${others.length + 1} of ${type}, expected 1.`);
}

/** The properties of the only resource of a type. */
export function only(result: SynthResult, type: string): Json {
  return single(result, type)[1].Properties;
}
