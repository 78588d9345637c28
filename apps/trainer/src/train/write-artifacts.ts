import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { ARTIFACT_FILES, latestText } from '@lambda-forest/artifacts';
import { defined, jsonText } from '@lambda-forest/text';

import { sha256Of } from '../files/sha256.ts';
import { writeFiles } from '../files/write-files.ts';
import type { ReportFiles } from '../report/report-files.ts';
import { readHashes, withoutInputs } from './artifact-hashes.ts';
import type { Artifacts } from './make-artifacts.ts';
import type { Place } from './versions.ts';

/** Digits of a card's hash in the name under which it is kept. */
const HASH_DIGITS = 8;

/**
 * Writes the files of a model. A card that people have filled in stays as it is beside the same model, and beside
 * another one under a name of its own.
 *
 * @param metrics and report undefined where nothing was measured
 * @param latestFile that is to name the version. Undefined: none
 * @returns the name under which the card of the model that was replaced is kept, if it was filled in
 */
export async function writeArtifacts(
  { folder, version, replaces, outdated }: Place,
  latestFile: string | undefined,
  { model, metrics, metadata }: Pick<Artifacts, 'model' | 'metadata'> & Partial<Artifacts>,
  { report, card }: Partial<ReportFiles>,
): Promise<string | undefined> {
  const filledIn = await filledInCard(folder, card);
  const keptAs =
    filledIn !== undefined && replaces
      ? ARTIFACT_FILES.card.replace('.', `.${sha256Of(filledIn).slice(0, HASH_DIGITS)}.`)
      : undefined;
  const findings = defined({
    [ARTIFACT_FILES.report]: report,
    [ARTIFACT_FILES.card]: filledIn === undefined || replaces ? card : undefined,
    [ARTIFACT_FILES.metrics]: metrics && jsonText(metrics),
  });
  if (replaces) await removeOthers(folder, findings);
  await writeFiles(folder, {
    [ARTIFACT_FILES.model]: model,
    ...(keptAs === undefined ? {} : { [keptAs]: filledIn! }),
    ...findings,
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

/** What is said of the model that was replaced, and not of this one. */
async function removeOthers(
  folder: string,
  findings: Readonly<Record<string, string>>,
): Promise<void> {
  const { report, card, metrics } = ARTIFACT_FILES;
  for (const file of [report, card, metrics]) {
    if (findings[file] === undefined) await rm(join(folder, file), { force: true });
  }
}

/** From now on these inputs give another model. */
async function forgetInputs(folder: string): Promise<void> {
  const text = await readFile(join(folder, ARTIFACT_FILES.metadata), 'utf8');
  await writeFiles(folder, { [ARTIFACT_FILES.metadata]: withoutInputs(text) });
}
