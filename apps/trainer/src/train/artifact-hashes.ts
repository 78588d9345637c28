/** What metadata.json keeps of a training, so that the next one knows what it finds in a folder. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { ARTIFACT_FILES } from '@lambda-forest/artifacts';
import type { JsonObject } from '@lambda-forest/serializer';
import { isObject, jsonText } from '@lambda-forest/text';

import { sha256Of } from '../files/sha256.ts';
import { WORK_OPTIONS } from './options/work-options.ts';
import type { TrainOptions } from './train-options.ts';

/** In hexadecimal; undefined where the folder has no such record. */
export interface ArtifactHashes {
  /** Of all that the model was made from, but for the code. */
  readonly inputs: string | undefined;
  /** Of the model card as the training wrote it. */
  readonly card: string | undefined;
}

export async function readHashes(folder: string): Promise<ArtifactHashes> {
  const text = await readFile(join(folder, ARTIFACT_FILES.metadata), 'utf8').catch(() => '{}');
  const found = parse(text);
  const hash = (name: string) => {
    const value = isObject(found) ? found[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { inputs: hash('inputs_sha256'), card: hash('model_card_sha256') };
}

/** A metadata.json that no longer says what its model was made from. */
export function withoutInputs(metadata: string): string {
  const { inputs_sha256: _, ...others } = JSON.parse(metadata) as JsonObject;
  return jsonText(others);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // truncated: no record
  }
}

/** A file that a training reads. */
export interface InputFile {
  readonly path: string;
  /** Of its content, in hexadecimal. */
  readonly sha256: string;
}

/** Beside how and where a table is read, what says where it is and where the model goes. */
const NO_SETTINGS: ReadonlySet<string> = new Set([
  ...Object.keys(WORK_OPTIONS),
  ...['data', 'test-data', 'schema', 'output-dir', 'model-version', 'force', 'json'],
]);

/**
 * The hash of files and options: of whatever may change a model, or what is said of it. How and where a table is read
 * is left out: the bytes are the same, but for columns of more than 2^20 numbers (docs/scale.md), of which whole tables
 * and pieces give two models. The later one then gets the next version, as one of other code does.
 */
export function hashInputs(files: readonly InputFile[], options: TrainOptions): string {
  const settings = Object.entries(options).filter(([name]) => !NO_SETTINGS.has(name));
  const read = files.map(({ path, sha256 }) => [basename(path), sha256]);
  return sha256Of(JSON.stringify([read, Object.fromEntries(settings)]));
}
