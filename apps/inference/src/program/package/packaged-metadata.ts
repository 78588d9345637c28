/**
 * A model's metadata as it goes into the package: without the time of the training. Training again from the
 * same data gives the same model, and has to give the same package, or every deployment would be a new one.
 *
 * @param bytes `metadata.json` as the trainer wrote it
 */
export function packagedMetadata(bytes: Uint8Array): Uint8Array {
  const { created_at: _, ...metadata } = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<
    Record<string, unknown>
  >;
  return new TextEncoder().encode(`${JSON.stringify(metadata, null, 2)}\n`);
}
