import { inputColumns } from '@lambda-forest/schema';
import type { Model } from '@lambda-forest/serializer';
import * as z from 'zod/mini';

import { MetadataError } from '../errors.ts';

const section = z.optional(z.record(z.string(), z.unknown()));

/** What this looks into; the rest goes along as it is. */
const metadataSchema = z.looseObject({
  data: section,
  split: section,
  left_out: z.optional(z.array(z.looseObject({ column: z.string() }))),
  options: z.optional(z.looseObject({ sample_weight: z.nullish(z.string()) })),
});

export type Metadata = z.output<typeof metadataSchema>;

/**
 * @param bytes `metadata.json` as the trainer wrote it
 * @param path what messages call it
 * @throws {MetadataError} if it is not the metadata of a model
 */
export function parseMetadata(bytes: Uint8Array, path: string): Metadata {
  try {
    return metadataSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new MetadataError(path, error);
  }
}

/** Names of the table's columns that the model does not use: rows of the table have them, and so may requests. */
export function unusedColumns({ left_out = [], options }: Metadata, model: Model): string[] {
  const { schema, provenance } = model;
  const { kind, column } = provenance.split;
  const unused = new Set([
    ...left_out.map((each) => each.column),
    ...[options?.sample_weight, kind === 'group' && column].filter(
      (name) => typeof name === 'string',
    ),
    schema.target.name,
  ]);
  for (const { name } of inputColumns(schema)) unused.delete(name);
  return [...unused];
}

/**
 * A model's metadata as it goes into the package: without the time of the training. Training again from the
 * same data gives the same model, and has to give the same package, or every deployment would be a new one.
 * Nor does the record of the training's rows go along, which only evaluates the model.
 */
export function packagedMetadata(trained: Metadata): Uint8Array {
  const metadata = structuredClone(trained);
  delete metadata['created_at'];
  delete metadata.data?.['row_marks'];
  delete metadata.split?.['held_out'];
  return new TextEncoder().encode(`${JSON.stringify(metadata, null, 2)}\n`);
}
