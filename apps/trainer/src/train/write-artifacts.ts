import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { ARTIFACT_FILES, latestText } from '@lambda-forest/artifacts';
import { jsonText } from '@lambda-forest/text';

import { writeFiles } from '../files/write-files.ts';
import type { ReportFiles } from '../report/training-report.ts';
import { readHashes, sha256Of, withoutInputs } from './artifact-hashes.ts';
import type { Artifacts } from './make-artifacts.ts';
import type { Place } from './versions.ts';

/** Digits of a card's hash in the name under which it is kept. */
const HASH_DIGITS = 8;

/**
 * Writes the files of a model. A card that people have filled in stays as it is beside the same model, and beside
 * another one under a name of its own.
 *
 * @param latestFile that is to name the version. Undefined: none
 * @returns the name under which the card of the model that was replaced is kept, if it was filled in
 */
export async function writeArtifacts(
  { folder, version, replaces, outdated }: Place,
  latestFile: string | undefined,
  { model, metrics, metadata }: Artifacts,
  { report, card }: ReportFiles,
): Promise<string | undefined> {
  const filledIn = await filledInCard(folder, card);
  const keptAs =
    filledIn !== undefined && replaces
      ? ARTIFACT_FILES.card.replace('.', `.${sha256Of(filledIn).slice(0, HASH_DIGITS)}.`)
      : undefined;
  await writeFiles(folder, {
    [ARTIFACT_FILES.model]: model,
    [ARTIFACT_FILES.report]: report,
    ...(keptAs === undefined ? {} : { [keptAs]: filledIn! }),
    ...(filledIn === undefined || replaces ? { [ARTIFACT_FILES.card]: card } : {}),
    [ARTIFACT_FILES.metrics]: jsonText(metrics),
    [ARTIFACT_FILES.metadata]: jsonText(metadata), // last: it holds the hashes
  });
  for (const other of outdated) await forgetInputs(other);
  if (latestFile !== undefined) {
    await writeFiles(dirname(latestFile), { [basename(latestFile)]: latestText(version) });
  }
  return keptAs;
}

/** The folder's card, if somebody has changed what a training wrote. */
export async function filledInCard(folder: string, card?: string): Promise<string | undefined> {
  const found = await readFile(join(folder, ARTIFACT_FILES.card), 'utf8').catch(() => undefined);
  if (found === undefined || found === card) return undefined;
  return sha256Of(found) === (await readHashes(folder)).card ? undefined : found;
}

/** From now on these inputs give another model. */
async function forgetInputs(folder: string): Promise<void> {
  const text = await readFile(join(folder, ARTIFACT_FILES.metadata), 'utf8');
  await writeFiles(folder, { [ARTIFACT_FILES.metadata]: withoutInputs(text) });
}
