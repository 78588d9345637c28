/** What `inference:package` writes beside `function.zip` for whoever deploys it: `manifest.json`. */
import * as z from 'zod/mini';

const name = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));
const count = z.int().check(z.gte(0));
const bytes = z.int().check(z.gte(1));
/** A file by its hash, lower-case hexadecimal, and its size. */
const file = z.object({ sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)), bytes });

export const manifestSchema = z.object({
  /** The model's. */
  name,
  version: name,
  /** The model file inside. */
  model: file,
  /** `function.zip`. */
  zip: file,
  /** What the service counts by: classes (0 for a quantity), and features with a range in training. */
  counted: z.object({ classes: count, features: count }),
  /** Of a body with the example of one prediction; packages of an older version do not say. */
  exampleBytes: z.optional(bytes),
  /** Of all files in the zip. */
  unpackedBytes: bytes,
  /** What Lambda calls: file and export, `handler.handler`. */
  handler: z.string().check(z.regex(/^[\w./-]+\.\w+$/)),
});

export type PackageManifest = Readonly<z.output<typeof manifestSchema>>;

/** The names of a package's files. */
export const PACKAGE_FILES = { zip: 'function.zip', manifest: 'manifest.json' } as const;
