/**
 * Which version a model gets. One that is equal to an existing version is that version; any other gets the next free
 * one, so that no training replaces a model unless the user names its place.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { ARTIFACT_FILES, newestFirst, nextVersion } from '@lambda-forest/artifacts';
import { UsageError } from '@lambda-forest/cli';
import { modelSha256 } from '@lambda-forest/serializer';

import { readHashes } from './artifact-hashes.ts';
import type { Target } from './locations.ts';

/** Where a model goes. */
export interface Place {
  readonly version: string;
  readonly folder: string;
  /** Another model is there, and is replaced. */
  readonly replaces: boolean;
  /** Folders of versions that the same inputs gave with other code, and no longer do. */
  readonly outdated: readonly string[];
}

/**
 * @param inputs the hash of all that the model is made from
 * @param encode the model as it is if it is of this version, which its bytes say
 * @returns the place, and the model of its version
 * @throws {UsageError} for a version that was asked for and is another model, unless `force`
 */
export async function choosePlace<Encoded extends { readonly bytes: Uint8Array }>(
  target: Target,
  inputs: string,
  force: boolean,
  encode: (version: string) => Encoded,
): Promise<{ readonly place: Place; readonly encoded: Encoded }> {
  const { kind, folder } = target;
  const named = placeAskedFor(target);
  if (named !== undefined) {
    const encoded = encode(named.version);
    const replaces = (await contentOf(named.folder, encoded)) === 'another';
    if (replaces && kind === 'versions' && !force) {
      throw versionTaken(named.version, nextVersion(await versionsIn(folder)));
    }
    return { place: { ...named, replaces, outdated: [] }, encoded };
  }
  const existing = await versionsIn(folder);
  const outdated: string[] = [];
  for (const one of existing) {
    const place = join(folder, one);
    const encoded = encode(one);
    if ((await contentOf(place, encoded)) === 'equal') {
      return { place: { version: one, folder: place, replaces: false, outdated: [] }, encoded };
    }
    if ((await readHashes(place)).inputs === inputs) outdated.push(place);
  }
  const next = nextVersion(existing);
  const place = { version: next, folder: join(folder, next), replaces: false, outdated };
  return { place, encoded: encode(next) };
}

/** Where a model will go as far as it is known before the training. */
export interface PlannedPlace {
  readonly folder: string;
  /**
   * Hashes of the models of older versions, the oldest first. If the new one turns out to be equal to one of them,
   * nothing is written to `folder`; whoever remembers that must find the same models again.
   */
  readonly older: readonly string[];
}

/**
 * Decides by what the existing models were made from.
 *
 * @param inputs the hash of all that this training is made from
 * @returns undefined where another model is in the place, which only the training can tell from its own
 */
export async function planPlace(target: Target, inputs: string): Promise<PlannedPlace | undefined> {
  const { folder } = target;
  const isOurs = async (place: string) => (await readHashes(place)).inputs === inputs;
  const named = placeAskedFor(target);
  if (named !== undefined) {
    const isFree = !(await hasModel(named.folder)) || (await isOurs(named.folder));
    return isFree ? { folder: named.folder, older: [] } : undefined;
  }
  const existing = await versionsIn(folder);
  const older: string[] = [];
  for (const one of existing) {
    const place = join(folder, one);
    if (await isOurs(place)) return { folder: place, older };
    older.push(modelSha256(await readFile(join(place, ARTIFACT_FILES.model))));
  }
  return { folder: join(folder, nextVersion(existing)), older };
}

/** Undefined where the next free version is meant. */
function placeAskedFor({ kind, folder, version }: Target) {
  if (version === undefined) return undefined;
  return { version, folder: kind === 'folder' ? folder : join(folder, version) };
}

/** The versions that have a model, the oldest first. */
async function versionsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const areModels = await Promise.all(names.map((name) => hasModel(join(folder, name))));
  return newestFirst(names.filter((_, i) => areModels[i])).toReversed();
}

function hasModel(folder: string): Promise<boolean> {
  return stat(join(folder, ARTIFACT_FILES.model)).then(
    () => true,
    () => false,
  );
}

async function contentOf(
  folder: string,
  { bytes }: { readonly bytes: Uint8Array },
): Promise<'nothing' | 'equal' | 'another'> {
  const path = join(folder, ARTIFACT_FILES.model);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'nothing';
  return found.size === bytes.length && (await readFile(path)).equals(bytes) ? 'equal' : 'another';
}

function versionTaken(version: string, next: string): UsageError {
  return new UsageError(
    `Found another model at --model-version=${version}, expected none, or the same; nothing was written.`,
    `Leave --model-version out for the next free one, ${next}, or replace the other model with --force.`,
  );
}
