/** What of a `metadata.json` does not go into a package. */
interface Metadata {
  created_at?: unknown;
  data?: { row_marks?: unknown };
  split?: { held_out?: unknown };
}

/**
 * A model's metadata as it goes into the package: without the time of the training. Training again from the
 * same data gives the same model, and has to give the same package, or every deployment would be a new one.
 * Nor does the record of the training's rows go along, which only evaluates the model.
 *
 * @param bytes `metadata.json` as the trainer wrote it
 */
export function packagedMetadata(bytes: Uint8Array): Uint8Array {
  const metadata = JSON.parse(new TextDecoder().decode(bytes)) as Metadata;
  delete metadata.created_at;
  delete metadata.data?.row_marks;
  delete metadata.split?.held_out;
  return new TextEncoder().encode(`${JSON.stringify(metadata, null, 2)}\n`);
}
