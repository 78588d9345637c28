import * as z from 'zod/mini';

import { MetadataError } from '../errors.ts';

const section = z.optional(z.record(z.string(), z.unknown()));

/** What this looks into; the rest goes along as it is. */
const metadataSchema = z.looseObject({ data: section, split: section });

/**
 * A model's metadata as it goes into the package: without the time of the training. Training again from the
 * same data gives the same model, and has to give the same package, or every deployment would be a new one.
 * Nor does the record of the training's rows go along, which only evaluates the model.
 *
 * @param bytes `metadata.json` as the trainer wrote it
 * @param path what messages call it
 * @throws {MetadataError} if it is not the metadata of a model
 */
export function packagedMetadata(bytes: Uint8Array, path: string): Uint8Array {
  const metadata = parse(bytes, path);
  delete metadata['created_at'];
  delete metadata.data?.['row_marks'];
  delete metadata.split?.['held_out'];
  return new TextEncoder().encode(`${JSON.stringify(metadata, null, 2)}\n`);
}

function parse(bytes: Uint8Array, path: string): z.output<typeof metadataSchema> {
  try {
    return metadataSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new MetadataError(path, error);
  }
}
