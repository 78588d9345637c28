import { LambdaForestError } from '@lambda-forest/text';
import type { ThresholdTables } from '@lambda-forest/forest';
import { outputCount, parseSchema } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import { canonicalJson, isPlainObject } from './canonical-json.ts';
import { checkAnswers } from './check-answers.ts';
import { open } from './container.ts';
import type { OpenedFile } from './container.ts';
import { decodeForest } from './decode-forest.ts';
import { ModelCorruptedError, ModelVersionError } from './errors.ts';
import type { Model, Provenance } from './model.ts';
import { oldestVersion } from './forest-layout.ts';
import { parseForestLayout } from './parse-forest-layout.ts';
import type { ForestLayout } from './parse-forest-layout.ts';
import { parseProvenance } from './parse-provenance.ts';
import { refuse, refuseIf } from './refuse.ts';

/** A model with what its file says about it besides. */
export interface DecodedModel extends Model {
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string;
  /** The forest's thresholds and nodes, for `compileRows`. */
  readonly thresholds: Required<ThresholdTables>;
}

const HEADER_KEYS = 'forest,provenance,schema';

/**
 * The model in a file's bytes. Trusts nothing: whatever the bytes, it returns a model that `encodeModel` gives the
 * same bytes for, or throws one of two errors. Memory stays below 200 times the bytes; nothing of `bytes` is kept.
 *
 * @param expectedSha256 what the bytes must hash to, if anybody said so
 * @throws {ModelCorruptedError} for other bytes, bytes that are not a model file, a damaged one, or a forged one
 * @throws {ModelVersionError} for an undamaged file of a newer format version
 */
export function decodeModel(bytes: Uint8Array, expectedSha256?: string): DecodedModel {
  try {
    return decode(open(bytes, expectedSha256));
  } catch (error) {
    throw asCorrupted(error);
  }
}

function decode(file: OpenedFile): DecodedModel {
  const { schema, provenance, forest: layout } = checkedHeader(file);
  const decoded = decodeForest(file, layout, schema.features.length, outputCount(schema));
  checkAnswers(schema, decoded.forest);
  return { sha256: file.sha256, schema, provenance, ...decoded };
}

interface Header {
  readonly schema: Schema;
  readonly provenance: Provenance;
  readonly forest: ForestLayout;
}

function checkedHeader({ header, version }: OpenedFile): Header {
  const { schema: schemaValue, provenance, forest } = parseHeader(header);
  const schema = parseSchema(schemaValue);
  const layout = parseForestLayout(forest, schema.features.length);
  const oldest = oldestVersion(schema, layout);
  refuseIf(oldest !== version, `format version ${version}`, `${oldest} for such a model`);
  return { schema, provenance: parseProvenance(provenance), forest: layout };
}

/** The text must be the canonical one of its value, which rules out repeated keys and second spellings. */
function parseHeader(text: string): { forest: unknown; provenance: unknown; schema: unknown } {
  const header = parseJson(text);
  refuseIf(canonicalJson(header) !== text, 'a header written differently', 'canonical JSON');
  if (!isPlainObject(header) || Object.keys(header).join() !== HEADER_KEYS) {
    return refuse('other keys in the header', HEADER_KEYS);
  }
  const { forest, provenance, schema } = header;
  return { forest, provenance, schema };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse('a header that is not JSON', 'JSON', error);
  }
}

/** What the checks of schema, forest and provenance find in a file means that the file is not valid. */
function asCorrupted(error: unknown): unknown {
  const isAsDocumented = error instanceof ModelCorruptedError || error instanceof ModelVersionError;
  if (isAsDocumented || !(error instanceof LambdaForestError)) return error;
  return new ModelCorruptedError(error.problem, error);
}
